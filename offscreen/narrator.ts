import { isAbort, SpokenError, toWireError } from "../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../src/shared/protocol.ts";
import type { ClipCache, Clips } from "./cache/clip-cache.ts";
import type { ClipIdentity } from "./cache/clip-key.ts";
import { createCasting, type Casting, type Role } from "./casting.ts";
import type { Player } from "./playback/player.ts";
import { shareSound, type SharedSound } from "./synthesis/shared-sound.ts";
import { splitSentences } from "./text/split-sentences.ts";
import { joinPcm, type Pcm, type Sentence } from "./vocabulary.ts";
import type { Voicing, Voicings } from "./voicing.ts";

/** Reads utterances, one at a time. */
export interface Narrator {
  /** Reads `utterance` in place of what is being read. */
  speak(utterance: Utterance): void;
  /** Makes the beginning of `utterance`, which may be asked for soon, unless something is being read. */
  prepare(utterance: Utterance): void;
  pause(): void;
  resume(): void;
  pauseOrResume(): void;
  stop(): void;
  adjust(change: { rate?: number; volume?: number }): void;
}

/** Nothing is being read. */
export const idleNarration: Narration = {
  status: "idle",
  utteranceId: null,
  language: null,
  sentence: null,
  progress: 0,
  truncated: false,
  voice: null,
  standIn: null,
  firstSoundMs: null,
  error: null,
};

/** The pause after a paragraph, in seconds, on top of the voice's own after a sentence. */
const paragraphPauseSeconds = 0.3;

/** A piece of a sentence's sound, and who speaks it. */
interface SpokenPiece {
  pcm: Pcm;
  role: Role;
}

/** The first sentence of an utterance that is likely to be asked for. */
interface Prepared {
  likely: Utterance;
  sound: SharedSound<SpokenPiece>;
  controller: AbortController;
}

/** The pipeline: text, sentences, the sound of each from the cache or from a voice, the ear. `onChange` hears where it is. */
export function createNarrator(
  voicings: Voicings,
  clips: ClipCache,
  player: Player,
  onChange: (narration: Narration) => void,
): Narrator {
  let current = new AbortController();
  let narration = idleNarration;
  let prepared: Prepared | undefined;

  const tell = (change: Partial<Narration>): void => {
    narration = { ...narration, ...change };
    onChange(narration);
  };

  const read = async (utterance: Utterance, signal: AbortSignal): Promise<void> => {
    const queued: { sentence: Sentence; role: Role; language: string }[] = [];
    const playback = player.start((mark) => {
      const heard = queued[mark];
      if (heard) tell(whenHeard(heard.sentence, heard.role, heard.language, utterance, narration));
    }, signal);
    const kept = clips.forUtterance(utterance);

    const castings = new Map<Passage, Casting>();
    const castingFor = (passage: Passage): Casting => {
      const casting = castings.get(passage) ?? createCasting({ ...passage, whileLoading: utterance.whileLoading }, voicings);
      castings.set(passage, casting);
      return casting;
    };
    const beginning = takePrepared(utterance, signal);

    for (const { passage, sentence } of sentencesOf(utterance)) {
      const casting = castingFor(passage);
      let sampleRate: number | undefined;
      const sound = sentence.index === 0 && beginning ? beginning.listen() : soundOf(sentence, casting, kept, signal);
      for await (const { pcm, role } of sound) {
        await playback.enqueue(pcm, queued.push({ sentence, role, language: passage.language }) - 1);
        ({ sampleRate } = pcm);
      }
      if (sentence.endsParagraph && sampleRate) {
        await playback.enqueue(silence(paragraphPauseSeconds, sampleRate), queued.length - 1);
      }
    }
    if (queued.length === 0) throw new SpokenError("nothingToRead");
    await playback.finish();
  };

  /** The sound of a sentence, piece by piece, by whoever can speak it. */
  async function* soundOf(
    sentence: Sentence,
    casting: Casting,
    kept: Clips,
    signal: AbortSignal,
  ): AsyncGenerator<SpokenPiece> {
    for (;;) {
      signal.throwIfAborted();
      let clip: Pcm | undefined;
      let role: Role | undefined;
      try {
        role = await casting.roleFor(async (voicing) => {
          clip = await kept.get(identityOf(voicing, sentence));
          return clip !== undefined;
        });
        if (clip) yield { pcm: clip, role };
        else for await (const pcm of synthesise(sentence, role.voicing, kept, signal)) yield { pcm, role };
        return;
      } catch (thrown) {
        // A session that was closed meanwhile is no failure of the voice: the sentence is asked for again.
        if (signal.aborted || (!isAbort(thrown) && (!role || !casting.failed(role)))) throw thrown;
      }
    }
  }

  /** Has a voice speak a sentence, and keeps the whole of it. */
  async function* synthesise(sentence: Sentence, voicing: Voicing, kept: Clips, signal: AbortSignal): AsyncGenerator<Pcm> {
    const session = await voicing.open();
    const pieces: Pcm[] = [];
    for await (const pcm of session.synthesise(sentence.text, voicing.choice.speakerId, signal)) {
      pieces.push(pcm);
      yield pcm;
    }
    const [first, ...rest] = pieces;
    if (first && !signal.aborted) void kept.put(identityOf(voicing, sentence), joinPcm([first, ...rest]));
  }

  /** What was prepared, if it is the beginning of `utterance` and there is something to hear; it ends with `signal`. */
  const takePrepared = (utterance: Utterance, signal: AbortSignal): SharedSound<SpokenPiece> | undefined => {
    const taken = prepared;
    prepared = undefined;
    if (!taken) return undefined;
    if (!soundsLike(taken.likely, utterance) || !taken.sound.hasBegun()) {
      taken.controller.abort();
      return undefined;
    }
    signal.addEventListener("abort", () => taken.controller.abort());
    return taken.sound;
  };

  const pause = (): void => {
    if (narration.status === "idle") return;
    player.pause();
    tell({ status: "paused" });
  };

  const resume = (): void => {
    if (narration.status !== "paused") return;
    player.resume();
    tell({ status: narration.sentence ? "speaking" : "preparing" });
  };

  return {
    pause,
    resume,
    pauseOrResume: () => (narration.status === "paused" ? resume() : pause()),
    speak(utterance) {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      tell({ ...idleNarration, status: "preparing", utteranceId: utterance.utteranceId, language: utterance.passages[0]?.language ?? null, truncated: utterance.truncated });
      player.setRate(utterance.rate);
      player.setVolume(utterance.volume);
      read(utterance, signal).then(
        () => tell({ status: "idle", sentence: null, progress: 1 }),
        (thrown: unknown) => {
          if (!signal.aborted) tell({ ...idleNarration, error: toWireError(thrown) });
        },
      );
    },
    prepare(likely) {
      if (narration.status !== "idle") return;
      prepared?.controller.abort();
      prepared = undefined;
      const first = sentencesOf(likely).next().value;
      if (!first) return;
      const controller = new AbortController();
      // Nobody hears the instant voice meanwhile, so there is nothing for it to stand in for.
      const casting = createCasting({ ...first.passage, whileLoading: "wait" }, voicings);
      const sound = shareSound(soundOf(first.sentence, casting, clips.forUtterance(likely), controller.signal));
      prepared = { likely, sound, controller };
    },
    stop() {
      current.abort();
      tell(idleNarration);
    },
    adjust({ rate, volume }) {
      if (rate !== undefined) player.setRate(rate);
      if (volume !== undefined) player.setVolume(volume);
    },
  };
}

function whenHeard(
  { index, text, start, end }: Sentence,
  { voicing, standIn }: Role,
  language: string,
  utterance: Utterance,
  before: Narration,
): Partial<Narration> {
  return {
    status: before.status === "paused" ? "paused" : "speaking",
    language,
    sentence: { index, text, start, end },
    progress: start / utterance.text.length,
    voice: voicing.choice,
    standIn,
    firstSoundMs: before.firstSoundMs ?? Date.now() - utterance.requestedAt,
  };
}

/** Whether two utterances sound the same and may leave the same traces. */
function soundsLike(a: Utterance, b: Utterance): boolean {
  return (
    a.text === b.text &&
    JSON.stringify(a.passages) === JSON.stringify(b.passages) &&
    a.isPrivate === b.isPrivate
  );
}

/** The sentences of all passages, numbered through, with offsets into the whole text. */
function* sentencesOf({ text, passages }: Utterance): Generator<{ passage: Passage; sentence: Sentence }, void, undefined> {
  let index = 0;
  for (const passage of passages) {
    for (const sentence of splitSentences(text, passage.language, passage.start, passage.end)) {
      yield { passage, sentence: { ...sentence, index: index++ } };
    }
  }
}

function identityOf({ identity, choice }: Voicing, { text }: Sentence): ClipIdentity {
  return { voice: identity, speakerId: choice.speakerId, text };
}

function silence(durationSeconds: number, sampleRate: number): Pcm {
  return { samples: new Float32Array(Math.round(durationSeconds * sampleRate)), sampleRate };
}
