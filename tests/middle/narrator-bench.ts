import type { ClipCache } from "../../offscreen/cache/clip-cache.ts";
import type { FormulaSpeech } from "../../offscreen/maths/formula-speech.ts";
import { createNarrator, type Narrator, type NarratorEvents } from "../../offscreen/narrator.ts";
import { createPlayer, type Player } from "../../offscreen/playback/player.ts";
import { createSessionCache, type SessionCache } from "../../offscreen/sessions/session-cache.ts";
import { createDictionary, type Dictionary } from "../../offscreen/text/spoken/dictionary.ts";
import type { Pcm } from "../../offscreen/vocabulary.ts";
import type { VoiceOnDisk, VoiceStore } from "../../offscreen/voice/store.ts";
import { createVoiceResolver, type VoiceResolver } from "../../offscreen/voice-resolver.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { Narration, Passage, Utterance } from "../../src/shared/protocol.ts";
import { defaultSettings, deliveryOf, type VoiceChoice } from "../../src/shared/settings.ts";
import { FakeWorker, textOfSentence, workers } from "./fake-engine.ts";
import { makeLoudspeaker, type Loudspeaker } from "./fake-loudspeaker.ts";

Object.assign(globalThis, { Worker: FakeWorker, crossOriginIsolated: false });

/** The instant voice, two installed ones and one that is not installed. */
export const voiceIds = ["instant", "a", "b", "gone"] as const;
export type VoiceId = (typeof voiceIds)[number];

/** The real narrator, player, queue of samples, sessions and voice selection, with a worker, a disk and a loudspeaker that the test controls. */
export interface Bench {
  narrator: Narrator;
  sessions: SessionCache;
  resolver: VoiceResolver;
  clips: ClipCache;
  player: Player;
  loudspeaker: Loudspeaker;
  narrations: Narration[];
  dictionary: Dictionary;
  /** Whether the disk can be read. */
  setDisk(isReadable: boolean): void;
}

/** Makes a bench. By default nothing was read before, nothing waits to be read, and there are no words for formulas. */
export function makeBench(events: Partial<NarratorEvents> = {}, sayFormula: FormulaSpeech["say"] = async () => undefined): Bench {
  workers.length = 0;
  let isReadable = true;
  // The fake worker recognises a model by its size.
  const modelOf = (voiceId: string): File => {
    if (!isReadable) throw new DOMException("the disk does not answer", "NotReadableError");
    const size = ["a", "b"].indexOf(voiceId) + 1;
    if (size === 0) throw new UserFacingError("voiceNotInstalled");
    return { size } as File;
  };
  const store = {
    model: async (voiceId: string) => modelOf(voiceId),
    async read(voiceId: string): Promise<VoiceOnDisk> {
      const model = modelOf(voiceId);
      const parameters = { sampleRate: 100, espeakVoice: "en", noiseScale: 0, lengthScale: 1, noiseW: 0, speakerCount: 1 };
      const voice = {
        voiceId,
        name: voiceId,
        language: "en",
        quality: "medium",
        speakers: [],
        source: "catalogue",
        sizeBytes: model.size,
        sha256: voiceId,
        parameters,
        streams: true,
      } as const;
      return { voice: { ...voice, speakers: [] }, model, config: { size: 1 } as File };
    },
  } as Pick<VoiceStore, "read" | "model"> as VoiceStore;
  const clips = new Map<string, Pcm>();
  const cache = {
    forUtterance: () => ({
      get: async (identity: unknown) => clips.get(JSON.stringify(identity)),
      put: async (identity: unknown, pcm: Pcm) => void clips.set(JSON.stringify(identity), pcm),
    }),
  } as Partial<ClipCache> as ClipCache;
  const loudspeaker = makeLoudspeaker(() => new UserFacingError("soundUnavailable"));
  const dictionary = createDictionary();
  const sessions = createSessionCache({ budgetBytes: 1e12, idleMs: 0 }, () => undefined);
  const resolver = createVoiceResolver(store, sessions, "", "1", dictionary, sayFormula, () => undefined);
  const narrations: Narration[] = [];
  const player = createPlayer(loudspeaker.open, 100);
  const narrator = createNarrator(resolver, cache, player, {
    onChange(narration) {
      narrations.push(narration);
      events.onChange?.(narration);
    },
    onBegin: events.onBegin ?? (async () => null),
    onNearEnd: events.onNearEnd ?? (async () => null),
    onEnd: events.onEnd ?? (() => false),
  });
  return {
    narrator,
    sessions,
    resolver,
    clips: cache,
    player,
    loudspeaker,
    narrations,
    dictionary,
    setDisk: (value) => void (isReadable = value),
  };
}

let asked = 0;

/** An utterance of so many sentences, which are numbered from `first` on. A paragraph has three, and the third begins another language. */
export function utteranceOf(sentences: number, voiceId: VoiceId, whileLoading: Utterance["whileLoading"], first = 0): Utterance {
  const text = Array.from({ length: sentences }, (_, i) => `${textOfSentence(first + i)}${i % 3 === 2 ? "\n\n" : " "}`).join("");
  // Two passages, so that the voice also changes within a text.
  const cut = text.indexOf(`Word${first + 2}a`);
  const voice = (id: VoiceId): VoiceChoice => ({ voiceId: id, speakerId: 0 });
  const passages: Passage[] =
    cut < 0
      ? [{ start: 0, end: text.length, language: "en", voice: voice(voiceId) }]
      : [
          { start: 0, end: cut, language: "en", voice: voice(voiceId) },
          { start: cut, end: text.length, language: "fr", voice: voice(voiceId === "a" ? "b" : voiceId) },
        ];
  return {
    utteranceId: `u${asked++}`,
    text,
    passages,
    truncated: false,
    ...deliveryOf(defaultSettings),
    whileLoading,
    source: { tabId: null, frameId: 0, title: "", site: "" },
    address: "",
    isPrivate: false,
    mayGrow: false,
    requestedAt: 0,
  };
}

/** One turn of the event loop, in which everything that can go on does. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
