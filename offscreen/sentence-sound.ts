import { isAbort } from "../src/shared/errors.ts";
import type { Clips } from "./cache/clip-cache.ts";
import type { ClipIdentity } from "./cache/clip-key.ts";
import { joinPcm, type Chunk, type Pcm, type Sentence } from "./vocabulary.ts";
import type { VoiceHandle } from "./voice-handle.ts";
import type { SelectedVoice, VoiceSelection, WantedVoice } from "./voice-selection.ts";

/**
 * A part of a sentence's sound and the voice that speaks it. `said` is the share of the sentence that has been spoken at its end, 0 to 1.
 */
export interface SpokenChunk extends Pcm, Pick<Chunk, "said"> {
  selected: SelectedVoice;
}

/** Where the sound of an utterance's sentences comes from. `mayBegin` resolves when the selected voice may start to make a sentence. */
export interface SoundSources {
  selection: VoiceSelection;
  clips: Clips;
  mayBegin(selected: SelectedVoice): Promise<void>;
}

/**
 * The sound of a sentence, starting after the share `said` of it (0 to 1). When a voice fails or is closed in mid-sentence, the next voice
 * continues from there. Rejects with a `UserFacingError` when no voice can speak it, or with the signal's reason.
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
      // A clip does not say which samples belong to which part of the text.
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
      // A session that was closed in the meantime is not a failure of the voice: try the sentence again.
      if (signal.aborted || (!isAbort(thrown) && (!selected || !selection.failed(selected)))) throw thrown;
    }
  }
}

/** Speaks a sentence and stores the complete sound as a clip. */
async function* synthesise(sentence: Sentence, voice: VoiceHandle, clips: Clips, signal: AbortSignal): AsyncGenerator<Chunk> {
  const session = await voice.open();
  const chunks: Chunk[] = [];
  for await (const chunk of session.speak(sentence.text, voice.choice.speakerId, signal)) {
    chunks.push(chunk);
    yield chunk;
  }
  const [first, ...rest] = chunks;
  if (!first || signal.aborted) return;
  const words = chunks.flatMap((chunk) => chunk.words);
  void clips.put(identityOf(voice, sentence), { ...joinPcm([first, ...rest]), words });
}

/** The part of a chunk after `spoken`. The chunk covers the sentence from `before` to its own `said`. */
function restOf({ samples, sampleRate, said }: Pcm & Pick<Chunk, "said">, before: number, spoken: number): Pcm | undefined {
  if (spoken <= before) return { samples, sampleRate };
  if (said <= spoken) return undefined;
  const heard = Math.round((samples.length * (spoken - before)) / (said - before));
  return { samples: samples.slice(heard), sampleRate };
}

function identityOf({ identity, choice }: VoiceHandle, { text }: Sentence): ClipIdentity {
  return { voice: identity, speakerId: choice.speakerId, text };
}
