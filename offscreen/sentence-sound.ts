import { isAbort } from "../src/shared/errors.ts";
import type { Clips } from "./cache/clip-cache.ts";
import type { ClipIdentity } from "./cache/clip-key.ts";
import type { Casting, Part, Role } from "./casting.ts";
import { joinPcm, type Chunk, type Pcm, type Sentence } from "./vocabulary.ts";
import type { Voicing } from "./voicing.ts";

/** A part of a sentence's sound, and who speaks it. */
export interface SpokenChunk extends Chunk {
  role: Role;
}

/** Where the sound of an utterance's sentences comes from. `mayBegin` resolves when a voice that was cast may begin to make a sentence. */
export interface SoundSources {
  casting: Casting;
  clips: Clips;
  mayBegin(role: Role): Promise<void>;
}

/**
 * The sound of a sentence as `part` says, from the place where `said` of it has been spoken (0 to 1), by whoever can speak it: when a
 * voice fails or is closed after a part of it, the next one goes on from there. Rejects with a `SpokenError` when nobody can, and with
 * the signal's reason.
 */
export async function* soundOf(
  sentence: Sentence,
  part: Part,
  said: number,
  { casting, clips, mayBegin }: SoundSources,
  signal: AbortSignal,
): AsyncGenerator<SpokenChunk> {
  let spoken = said;
  while (spoken < 1) {
    signal.throwIfAborted();
    let clip: Pcm | undefined;
    let role: Role | undefined;
    try {
      role = await casting.roleFor(part, async (voicing) => {
        // A clip does not tell which of its samples is which part of the text.
        clip = spoken > 0 ? undefined : await clips.get(identityOf(voicing, sentence));
        return clip !== undefined;
      });
      await mayBegin(role);
      const chunks = clip ? [{ ...clip, said: 1 }] : synthesise(sentence, role.voicing, clips, signal);
      let before = 0;
      for await (const chunk of chunks) {
        const rest = restOf(chunk, before, spoken);
        before = chunk.said;
        spoken = Math.max(spoken, chunk.said);
        if (rest) yield { ...rest, role };
      }
      signal.throwIfAborted();
      return;
    } catch (thrown) {
      // A session that was closed meanwhile is no failure of the voice: the sentence is asked for again.
      if (signal.aborted || (!isAbort(thrown) && (!role || !casting.failed(role)))) throw thrown;
    }
  }
}

/** Has a voice speak a sentence, and keeps the whole of it. */
async function* synthesise(sentence: Sentence, voicing: Voicing, clips: Clips, signal: AbortSignal): AsyncGenerator<Chunk> {
  const session = await voicing.open();
  const chunks: Chunk[] = [];
  for await (const chunk of session.synthesise(sentence.text, voicing.choice.speakerId, signal)) {
    chunks.push(chunk);
    yield chunk;
  }
  const [first, ...rest] = chunks;
  if (first && !signal.aborted) void clips.put(identityOf(voicing, sentence), joinPcm([first, ...rest]));
}

/** What of a chunk, which goes from `before` to its own `said`, comes after `spoken`. */
function restOf(chunk: Chunk, before: number, spoken: number): Chunk | undefined {
  if (spoken <= before) return chunk;
  if (chunk.said <= spoken) return undefined;
  const heard = Math.round((chunk.samples.length * (spoken - before)) / (chunk.said - before));
  return { ...chunk, samples: chunk.samples.slice(heard) };
}

function identityOf({ identity, choice }: Voicing, { text }: Sentence): ClipIdentity {
  return { voice: identity, speakerId: choice.speakerId, text };
}
