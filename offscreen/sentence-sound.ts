import { isAbort } from "../src/shared/errors.ts";
import type { Clips } from "./cache/clip-cache.ts";
import type { ClipIdentity } from "./cache/clip-key.ts";
import { joinPcm, type Chunk, type Pcm, type Sentence } from "./vocabulary.ts";
import type { VoiceHandle } from "./voice-handle.ts";
import type { SelectedVoice, VoiceSelection, WantedVoice } from "./voice-selection.ts";

/** A part of a sentence's sound, how much of the sentence has been spoken at its end (0 to 1), and who speaks it. */
export interface SpokenChunk extends Pcm, Pick<Chunk, "said"> {
  selected: SelectedVoice;
}

/** Where the sound of an utterance's sentences comes from. `mayBegin` resolves when a voice that was selected may begin to make a sentence. */
export interface SoundSources {
  selection: VoiceSelection;
  clips: Clips;
  mayBegin(selected: SelectedVoice): Promise<void>;
}

/**
 * The sound of a sentence as `wanted`, from the place where `said` of it has been spoken (0 to 1), by whoever can speak it: when a
 * voice fails or is closed after a part of it, the next one goes on from there. Rejects with a `UserFacingError` when nobody can, and with
 * the signal's reason.
 */
export async function* soundOf(
  sentence: Sentence,
  wanted: WantedVoice,
  said: number,
  { selection, clips, mayBegin }: SoundSources,
  signal: AbortSignal,
): AsyncGenerator<SpokenChunk> {
  let spoken = said;
  while (spoken < 1) {
    signal.throwIfAborted();
    let selected: SelectedVoice | undefined;
    try {
      // A clip does not tell which of its samples is which part of the text.
      const findClip = async (voice: VoiceHandle) => (spoken > 0 ? undefined : clips.get(identityOf(voice, sentence)));
      const { clip, ...found } = await selection.select(wanted, findClip);
      selected = found;
      await mayBegin(selected);
      const chunks = clip ? [{ ...clip, said: 1 }] : synthesise(sentence, selected.voice, clips, signal);
      let before = 0;
      for await (const chunk of chunks) {
        const rest = restOf(chunk, before, spoken);
        before = chunk.said;
        spoken = Math.max(spoken, chunk.said);
        if (rest) yield { ...rest, said: chunk.said, selected };
      }
      signal.throwIfAborted();
      return;
    } catch (thrown) {
      // A session that was closed meanwhile is no failure of the voice: the sentence is asked for again.
      if (signal.aborted || (!isAbort(thrown) && (!selected || !selection.failed(selected)))) throw thrown;
    }
  }
}

/** Has a voice speak a sentence, and keeps the whole of it. */
async function* synthesise(sentence: Sentence, voice: VoiceHandle, clips: Clips, signal: AbortSignal): AsyncGenerator<Chunk> {
  const session = await voice.open();
  const chunks: Chunk[] = [];
  for await (const chunk of session.speak(sentence.text, voice.choice.speakerId, signal)) {
    chunks.push(chunk);
    yield chunk;
  }
  const [first, ...rest] = chunks;
  if (first && !signal.aborted) void clips.put(identityOf(voice, sentence), joinPcm([first, ...rest]));
}

/** What of a chunk, which goes from `before` to its own `said`, comes after `spoken`. */
function restOf({ samples, sampleRate, said }: Pcm & Pick<Chunk, "said">, before: number, spoken: number): Pcm | undefined {
  if (spoken <= before) return { samples, sampleRate };
  if (said <= spoken) return undefined;
  const heard = Math.round((samples.length * (spoken - before)) / (said - before));
  return { samples: samples.slice(heard), sampleRate };
}

function identityOf({ identity, choice }: VoiceHandle, { text }: Sentence): ClipIdentity {
  return { voice: identity, speakerId: choice.speakerId, text };
}
