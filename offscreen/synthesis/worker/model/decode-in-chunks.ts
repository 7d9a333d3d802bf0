import { runStretch, type ChunkPart } from "./chunk-part.ts";
import { nextChunkFrames } from "./chunk-size.ts";
import { putFrames, type Frames } from "./frames.ts";

export interface ChunkOptions {
  /** Frames of the first chunk, by default 24: about a quarter of a second. A sentence made ahead of time may take more at once. */
  firstFrames?: number;
  /** How long a frame plays. */
  frameSeconds: number;
  /** Frames of every chunk after the first; by default as many as the sound already made leaves time for. */
  laterFrames?: number;
}

/**
 * The sound of what the encoder gave (`sources`: the input of the flow, then what else it takes for each frame), piece by piece: each is, to the rounding
 * of sums, what the whole model would have made there, and they follow each other without a seam. Work stops when the caller stops asking.
 */
export async function* decodeInChunks(flow: ChunkPart, decoder: ChunkPart, sources: readonly [Frames, ...Frames[]], options: ChunkOptions): AsyncGenerator<Float32Array> {
  const { firstFrames = 24, laterFrames, frameSeconds } = options;
  const { rows, count } = sources[0];
  const latent: Frames = { rows, count, data: new Float32Array(rows * count) };
  // The flow's are not counted: they cost little, and fewer frames promise less of a larger chunk.
  const margins = 2 * decoder.margin;
  let flowed = 0;
  let begun: number | undefined;
  let size = firstFrames;
  for (let from = 0; from < count; ) {
    const started = performance.now();
    // No crumb at the end: it would be almost all margin.
    const to = from + 1.25 * size >= count ? count : from + size;
    const needed = Math.min(count, to + decoder.margin);
    if (needed > flowed) {
      // The flow's margin is wide, but it needs little memory: after the first chunk it goes ahead for the next two.
      const ahead = from === 0 ? needed : Math.min(count, needed + 2 * size);
      putFrames(latent, await runStretch(flow, sources, flowed, ahead), flowed);
      flowed = ahead;
    }
    const sound = await runStretch(decoder, [latent], from, to);
    const now = performance.now();
    begun ??= now;
    const aheadSeconds = to * frameSeconds - (now - begun) / 1000;
    size = laterFrames ?? nextChunkFrames({ frames: to - from, seconds: (now - started) / 1000, aheadSeconds }, margins);
    yield sound.data;
    from = to;
  }
}
