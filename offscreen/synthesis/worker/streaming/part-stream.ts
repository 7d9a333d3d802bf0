import type { Frames } from "../model/frames.ts";
import { BufferWindow } from "./buffer-window.ts";
import type { Workshop } from "./kernels.ts";
import { loadLayer } from "./load-layer.ts";
import type { PartProgram } from "./part-program.ts";
import { capacities, firstNeeded, neededEnds } from "./timeline.ts";

/** What a sentence gives to a part. */
export interface PartSources {
  /** A column for each frame: the part's input, then what else it reads; each may be filled as late as `framesFor` says. */
  moving: readonly [Frames, ...Frames[]];
  /** One number for each channel. */
  steady: readonly Float32Array[];
}

/** A part of a voice, loaded. It makes its output stretch by stretch and computes nothing twice, however short the stretches are. */
export interface PartStream {
  /** Rows of the output, and columns of it for each frame. */
  channels: number;
  rate: number;
  /** Begins another sentence. */
  begin(sources: PartSources): void;
  /** How many frames of its input the output up to frame `to` depends on. */
  framesFor(to: number): number;
  /** The output from where the last call ended up to frame `to` (exclusive), at most as many frames as a step was said to have. */
  advance(to: number): Frames;
}

/** Loads `program`, to be advanced by at most `stepFrames` frames at a time. */
export function openPart({ buffers, layers, weights, inputs, output }: PartProgram, workshop: Workshop, stepFrames: number): PartStream {
  const program = { buffers, layers, output };
  const rate = buffers[output.buffer]?.rate ?? 1;
  const longest = capacities(program, stepFrames);
  const windows = buffers.map(({ rows }, index) => new BufferWindow(rows, longest[index] ?? 0, workshop));
  const windowAt = (buffer: number): BufferWindow => {
    const window = windows[buffer];
    if (!window) throw new RangeError(`no buffer ${buffer}`);
    return window;
  };
  const steadyPointers: number[] = [];
  const runs = layers.map((layer) =>
    loadLayer(layer, weights.get(layer), {
      workshop,
      windowOf: ({ buffer }) => windowAt(buffer),
      steadyPointer: (index, channels) => (steadyPointers[index] ??= workshop.reserve(channels)),
    }),
  );
  let total = 0;
  let moving: readonly Frames[] = [];

  return {
    channels: output.channels,
    rate,
    begin(sources) {
      ({ moving } = sources);
      total = sources.moving[0].count;
      sources.steady.forEach((numbers, index) => {
        const pointer = steadyPointers[index];
        if (pointer !== undefined) workshop.floats(pointer, numbers.length).set(numbers);
      });
      const firsts = firstNeeded(program, windows.map(() => 0));
      windows.forEach((window, index) => window.begin(Math.min(0, firsts[index] ?? 0)));
    },
    framesFor: (to) => neededEnds(program, to, total)[inputs[0]?.buffer ?? 0] ?? 0,
    advance(to) {
      const ends = windows.map(({ end }) => end);
      const needed = neededEnds(program, to, total);
      const firsts = firstNeeded(program, ends);
      windows.forEach((window, index) => window.discard(firsts[index] ?? 0));
      const extend = (buffer: number, make: (from: number, to: number) => void) => {
        const [from = 0, until = 0] = [ends[buffer], needed[buffer]];
        if (until <= from) return;
        make(from, until);
        windowAt(buffer).extend(until);
        if (until === total * (buffers[buffer]?.rate ?? 0)) windowAt(buffer).complete();
      };
      moving.forEach((frames, index) => {
        const buffer = inputs[index]?.buffer ?? 0;
        extend(buffer, (from, until) => windowAt(buffer).write(frames, from, until));
      });
      layers.forEach(({ output: made }, index) => extend(made.buffer, (from, until) => runs[index]?.(from, until)));
      const from = ends[output.buffer] ?? 0;
      const until = to * rate;
      return { rows: output.channels, count: until - from, data: windowAt(output.buffer).read(from, until) };
    },
  };
}
