/** How long the chunks made so far play and took. */
export interface Progress {
  /** Frames of the latest chunk and the seconds that it took. */
  frames: number;
  seconds: number;
  /** Seconds of sound that are made and, since it began with the first chunk, not played yet. */
  aheadSeconds: number;
}

/** Larger chunks save little (a seventh of the work is margin) and cost memory, which ONNX Runtime's heap never gives back. */
const LARGEST = 128;
/** The share of the sound still to play in which the next chunk must be ready. */
const CAUTION = 0.6;
/** How much larger than the latest one a chunk may be, as one measurement says only so much, */
const MOST_GROWTH = 3;
/** and how much it must be: where even small chunks are late, larger ones, with less margin in them, are the way to catch up. */
const LEAST_GROWTH = 1.4;

/** Frames of the next chunk: as many as will be ready while the sound already made plays, judged by the pace of the latest one; `margins` are the frames that each chunk costs beyond its own. */
export function nextChunkFrames({ frames, seconds, aheadSeconds }: Progress, margins: number): number {
  const affordable = (CAUTION * aheadSeconds * (frames + margins)) / Math.max(seconds, 1e-6) - margins;
  return Math.floor(Math.min(LARGEST, MOST_GROWTH * frames, Math.max(LEAST_GROWTH * frames, affordable)));
}
