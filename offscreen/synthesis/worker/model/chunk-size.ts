/** How long the chunks made so far play and took. */
export interface Progress {
  /** Frames of the latest chunk and the seconds that it took. */
  frames: number;
  seconds: number;
  /** Seconds of sound that are made and, since it began with the first chunk, not played yet. */
  aheadSeconds: number;
}

/** Smaller chunks would be mostly margin. */
const SMALLEST = 24;
/** Larger ones save little (a seventh of the work is margin) and cost memory, which ONNX Runtime's heap never gives back. */
const LARGEST = 128;
/** The share of the sound still to play in which the next chunk must be ready, and how much larger than the latest it may be: one measurement says only so much. */
const CAUTION = 0.6;
const GROWTH = 3;

/** Frames of the next chunk: as many as will be ready while the sound already made plays, judged by the pace of the latest one; `margins` are the frames that each chunk costs beyond its own. */
export function nextChunkFrames({ frames, seconds, aheadSeconds }: Progress, margins: number): number {
  const affordable = (CAUTION * aheadSeconds * (frames + margins)) / Math.max(seconds, 1e-6) - margins;
  return Math.floor(Math.max(SMALLEST, Math.min(LARGEST, GROWTH * frames, affordable)));
}
