import type { SpokenChunk } from "./sentence-sound.ts";
import type { WordTiming } from "./vocabulary.ts";

/** Sound fades so long at both sides of a pause, so that the cut is not heard. */
const fadeSeconds = 0.004;

/**
 * A sentence's sound with `pauseSeconds` of silence before each word but the first. `fromSeconds` is how much of it, with its silence, was made
 * before. A word that becomes known after its sound is not parted from the one before. Words stay right: their times are those in the new
 * sound.
 */
export async function* withWordPauses(
  chunks: AsyncIterable<SpokenChunk>,
  pauseSeconds: number,
  fromSeconds: number,
): AsyncGenerator<SpokenChunk, void, undefined> {
  /** Where in the sound that comes in silence is still to be put. */
  let cuts: number[] = [];
  let made = fromSeconds;
  let added = 0;
  let isFirst = fromSeconds === 0;
  for await (const chunk of chunks) {
    const { sampleRate, samples } = chunk;
    const words = chunk.words.map((word): WordTiming => {
      if (!isFirst && word.startSeconds >= made - 0.5 / sampleRate) {
        cuts.push(word.startSeconds);
        added += pauseSeconds;
      }
      isFirst = false;
      return { ...word, startSeconds: word.startSeconds + added };
    });
    const start = made;
    made += samples.length / sampleRate;
    const here = cuts.filter((at) => at < made).map((at) => Math.max(0, Math.round((at - start) * sampleRate)));
    cuts = cuts.filter((at) => at >= made);
    yield { ...chunk, words, samples: here.length > 0 ? parted(samples, here, pauseSeconds, sampleRate) : samples };
  }
}

/** The samples with silence before those at `cuts`, which increase. */
function parted(
  samples: Float32Array<ArrayBuffer>,
  cuts: readonly number[],
  pauseSeconds: number,
  sampleRate: number,
): Float32Array<ArrayBuffer> {
  const pause = Math.round(pauseSeconds * sampleRate);
  const fade = Math.floor(fadeSeconds * sampleRate);
  const result = new Float32Array(samples.length + pause * cuts.length);
  const ends = [...cuts, samples.length];
  let from = 0;
  ends.forEach((end, i) => {
    const part = samples.slice(from, end);
    for (let at = 0; at < Math.min(fade, part.length); at++) {
      const share = (at + 0.5) / fade;
      if (i > 0) part[at] = (part[at] ?? 0) * share;
      if (i < cuts.length) part[part.length - 1 - at] = (part[part.length - 1 - at] ?? 0) * share;
    }
    result.set(part, from + i * pause);
    from = end;
  });
  return result;
}
