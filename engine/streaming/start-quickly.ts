import type { Opening } from "../words/find-opening.ts";
import type { ModelChunk } from "./acoustic-model.ts";
import type { SpeechRequest } from "./speech-request.ts";

/** The sounds of opening and text overlap for so many samples, about 6 ms, so that no click is heard. */
const fadeSamples = 128;

/**
 * Speaks a text so that its first sound does not wait for the encoding of all of it: the opening is spoken first, as a text of its own, and from its `cut` on
 * the sound is that of the whole text. `speak` speaks a text in order, from a phoneme id on; what it gives for the opening may be left unfinished.
 *
 *     opening  ids |=====cut---|end            encoded and decoded first, up to the cut
 *     text     ids |-----cut=====================|   encoded, and decoded from the cut on
 */
export async function* startQuickly(
  speak: (request: SpeechRequest, fromId: number) => AsyncIterable<ModelChunk>,
  request: SpeechRequest,
  { end, cut }: Opening,
): AsyncGenerator<ModelChunk> {
  const { phonemeIds } = request;
  const share = cut / phonemeIds.length;
  // The last id marks the end of a text.
  const opening = [...phonemeIds.slice(0, end), ...phonemeIds.slice(-1)];
  let openingStarts: Float64Array | undefined;
  /** Where the sound of the whole text takes over. */
  let seam = 0;
  const tail = new Float32Array(fadeSamples);
  let at = 0;
  for await (const { samples, said, starts } of speak({ ...request, phonemeIds: opening }, 0)) {
    openingStarts ??= starts.subarray(0, cut);
    seam = starts[cut] ?? 0;
    const used = Math.min(Math.max(seam - at, 0), samples.length);
    const saidOfText = (said * opening.length) / phonemeIds.length;
    if (used > 0 || samples.length === 0)
      yield { samples: samples.subarray(0, used), said: Math.min(saidOfText, share), starts: openingStarts };
    const behind = at + used - seam;
    if (behind >= 0) tail.set(samples.subarray(used, used + fadeSamples - behind), behind);
    at += samples.length;
    if (at >= seam + fadeSamples) break;
  }

  let wholeStarts: Float64Array | undefined;
  let faded = 0;
  for await (const { samples, said, starts } of speak(request, cut)) {
    wholeStarts ??= starts.map((start, id) => (id < cut ? (openingStarts?.[id] ?? 0) : seam + start - (starts[cut] ?? 0)));
    for (let i = 0; i < samples.length && faded < fadeSamples; i++, faded++) {
      const gain = (faded + 0.5) / fadeSamples;
      samples[i] = (samples[i] ?? 0) * gain + (tail[faded] ?? 0) * (1 - gain);
    }
    yield { samples, said: Math.max(said, share), starts: wholeStarts };
  }
}
