import { sliceFrames, type Frames } from "./frames.ts";

/** A part of a model that works on any stretch of frames. */
export interface ChunkPart {
  /** Columns of output for each frame. */
  hop: number;
  /** Frames needed on either side of a stretch for its output to be what the whole would give. */
  margin: number;
  /** Runs on stretches of equal length, the part's input and then what else it takes for each frame. */
  run(stretches: readonly Frames[]): Promise<Frames>;
}

/** What `part` makes of the frames `from` to `to` (exclusive) of `sources`: the same as if it had run on all of them. */
export async function runStretch(part: ChunkPart, sources: readonly Frames[], from: number, to: number): Promise<Frames> {
  const count = sources[0]?.count ?? 0;
  // At the true ends there is no margin: the model pads with zeros there, as it does for the whole.
  const start = Math.max(0, from - part.margin);
  const end = Math.min(count, to + part.margin);
  const made = await part.run(sources.map((source) => sliceFrames(source, start, end)));
  return sliceFrames(made, (from - start) * part.hop, (to - start) * part.hop);
}
