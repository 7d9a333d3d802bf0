import { receptiveField } from "./receptive-field.ts";
import type { Operation, LayerProgram } from "./layer-program.ts";

/** The fields of a program that determine its schedule. */
type Schedulable = Pick<LayerProgram, "buffers" | "layers" | "output">;

/**
 * For each buffer, the column up to which (exclusive) it must be filled to compute the first `frames` frames of the output. `total` is the
 * number of frames of the utterance; columns after it are not needed.
 */
export function neededEnds({ buffers, layers, output }: Schedulable, frames: number, total = Number.POSITIVE_INFINITY): number[] {
  const ends = buffers.map(() => 0);
  const raise = (buffer: number, end: number) => {
    ends[buffer] = Math.max(ends[buffer] ?? 0, Math.min(end, total * (buffers[buffer]?.rate ?? 0)));
  };
  raise(output.buffer, frames * (buffers[output.buffer]?.rate ?? 0));
  for (const {
    operation,
    inputs,
    output: { buffer: outputBuffer },
  } of layers.toReversed()) {
    if (ends[outputBuffer] === 0) continue;
    // An upsampling always completes its last step. Otherwise the next range would start in the middle of a step.
    if (operation.kind === "upsample") raise(outputBuffer, stepEnd(operation, ends[outputBuffer] ?? 0));
    const end = ends[outputBuffer] ?? 0;
    for (const { buffer } of inputs) raise(buffer, receptiveField(operation, end - 1, end).to);
  }
  return ends;
}

function stepEnd({ convolution, factor }: Extract<Operation, { kind: "upsample" }>, end: number): number {
  return Math.ceil((end + convolution.padding) / factor) * factor - convolution.padding;
}

/** For each buffer, the first column that is still needed after its columns up to `ends` (exclusive) have been computed. */
export function firstNeeded({ buffers, layers, output }: Schedulable, ends: readonly number[]): number[] {
  const starts = buffers.map(() => Number.POSITIVE_INFINITY);
  starts[output.buffer] = ends[output.buffer] ?? 0;
  for (const { operation, inputs, output: target } of layers) {
    const end = ends[target.buffer] ?? 0;
    for (const { buffer } of inputs) starts[buffer] = Math.min(starts[buffer] ?? 0, receptiveField(operation, end, end + 1).from);
  }
  return starts;
}

/** The number of frames before a frame of the output that it depends on. */
export function framesBefore({ buffers, layers }: Schedulable): number {
  const frame = 1000;
  const starts = buffers.map(({ rate }) => frame * rate);
  for (const { operation, inputs, output: target } of layers.toReversed()) {
    const start = starts[target.buffer] ?? 0;
    for (const { buffer } of inputs) starts[buffer] = Math.min(starts[buffer] ?? 0, receptiveField(operation, start, start + 1).from);
  }
  return Math.max(0, ...buffers.map(({ rate }, buffer) => frame - Math.floor((starts[buffer] ?? 0) / rate)));
}

/** How many columns each buffer must hold if the output is computed in steps of at most `frames` frames. */
export function bufferCapacities(program: Schedulable, frames: number): number[] {
  // A step this far from the start of the utterance needs no columns before the start.
  const laterFrame = 1000;
  const laterStarts = firstNeeded(program, neededEnds(program, laterFrame));
  const laterEnds = neededEnds(program, laterFrame + frames);
  const firstStarts = firstNeeded(program, neededEnds(program, 0));
  const firstEnds = neededEnds(program, frames);
  return program.buffers.map((_, buffer) => {
    const later = (laterEnds[buffer] ?? 0) - (laterStarts[buffer] ?? 0);
    const first = (firstEnds[buffer] ?? 0) - (firstStarts[buffer] ?? 0);
    return Math.max(0, later, first);
  });
}
