import { receptiveField } from "./receptive-field.ts";
import type { Operation, LayerProgram } from "./layer-program.ts";

/** What of a program says when something is needed. */
type Shape = Pick<LayerProgram, "buffers" | "layers" | "output">;

/**
 * For each buffer of `program` the column up to which (exclusive) it must be filled for the first `frames` frames of the output to be made; `total` is
 * the number of frames there are, and what would lie beyond them is not needed.
 */
export function neededEnds({ buffers, layers, output }: Shape, frames: number, total = Number.POSITIVE_INFINITY): number[] {
  const ends = buffers.map(() => 0);
  const raise = (buffer: number, end: number) => {
    ends[buffer] = Math.max(ends[buffer] ?? 0, Math.min(end, total * (buffers[buffer]?.rate ?? 0)));
  };
  raise(output.buffer, frames * (buffers[output.buffer]?.rate ?? 0));
  for (const { operation, inputs, output: made } of layers.toReversed()) {
    if (ends[made.buffer] === 0) continue;
    // What a whole step of an upsampling gives is taken: else the next one would begin in the middle of a step.
    if (operation.kind === "upsample") raise(made.buffer, stepEnd(operation, ends[made.buffer] ?? 0));
    const end = ends[made.buffer] ?? 0;
    for (const { buffer } of inputs) raise(buffer, receptiveField(operation, end - 1, end).to);
  }
  return ends;
}

function stepEnd({ filter, factor }: Extract<Operation, { kind: "upsample" }>, end: number): number {
  return Math.ceil((end + filter.padding) / factor) * factor - filter.padding;
}

/** For each buffer the first column that is still to be read when the layers have made what `ends` says. */
export function firstNeeded({ buffers, layers, output }: Shape, ends: readonly number[]): number[] {
  const firsts = buffers.map(() => Number.POSITIVE_INFINITY);
  firsts[output.buffer] = ends[output.buffer] ?? 0;
  for (const { operation, inputs, output: made } of layers) {
    const end = ends[made.buffer] ?? 0;
    for (const { buffer } of inputs) firsts[buffer] = Math.min(firsts[buffer] ?? 0, receptiveField(operation, end, end + 1).from);
  }
  return firsts;
}

/** How many columns each buffer must be able to hold, when the output is made in steps of at most `frames` frames. */
export function capacities(program: Shape, frames: number): number[] {
  // Late enough for nothing to lie before the beginning.
  const later = 1000;
  const before = firstNeeded(program, neededEnds(program, later));
  const after = neededEnds(program, later + frames);
  const begin = firstNeeded(program, neededEnds(program, 0));
  const first = neededEnds(program, frames);
  return program.buffers.map((_, buffer) => {
    const perUtterance = (after[buffer] ?? 0) - (before[buffer] ?? 0);
    return Math.max(0, perUtterance, (first[buffer] ?? 0) - (begin[buffer] ?? 0));
  });
}
