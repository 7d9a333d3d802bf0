import type { Frames } from "./frames.ts";
import { BufferWindow } from "./buffer-window.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { loadLayer, type RunLayer } from "./load-layer.ts";
import type { LayerProgram } from "../split/layer-program.ts";
import { capacities, firstNeeded, neededEnds } from "../split/schedule.ts";

/** What a sentence gives to a part. */
export interface RunnerInputs {
  /** A column for each frame: the part's input, then what else it reads; each may be filled as late as `framesFor` says. */
  perFrame: readonly [Frames, ...Frames[]];
  /** One number for each channel. */
  perUtterance: readonly Float32Array[];
}

/** A part of a voice, loaded. It makes its output range by range and computes nothing twice, however short the stretches are. */
export interface LayerRunner {
  /** Begins another sentence. */
  begin(sources: RunnerInputs): void;
  /** How many frames of its input the output up to frame `to` depends on. */
  framesFor(to: number): number;
  /** The output from where the last call ended up to frame `to` (exclusive), at most as many frames as a step was said to have. */
  advance(to: number): Frames;
}

/** Loads `program`, to be advanced by at most `stepFrames` frames at a time. */
export function openLayerRunner(program: LayerProgram, memory: KernelMemory, stepFrames: number): LayerRunner {
  const longest = capacities(program, stepFrames);
  const windows = program.buffers.map(({ rows }, index) => new BufferWindow(rows, longest[index] ?? 0, memory));
  const perUtterancePointers: number[] = [];
  const runs = program.layers.map((layer) =>
    loadLayer(layer, program.weights.get(layer), {
      memory,
      windowOf: ({ buffer }) => at(windows, buffer),
      perUtterancePointer: (index, channels) => (perUtterancePointers[index] ??= memory.reserve(channels)),
    }),
  );
  const { buffers, layers, inputs, output } = program;
  return runLayers({ buffers, layers, inputs, output }, windows, runs, perUtterancePointers, memory);
}

/** Apart from what loads the part: whatever a function's closures share lives as long as they do, and the weights that were loaded must not. */
function runLayers(
  program: Omit<LayerProgram, "weights">,
  windows: readonly BufferWindow[],
  runs: readonly RunLayer[],
  perUtterancePointers: readonly number[],
  memory: KernelMemory,
): LayerRunner {
  const { buffers, layers, inputs, output } = program;
  let total = 0;
  let perFrame: readonly Frames[] = [];

  return {
    begin(sources) {
      ({ perFrame } = sources);
      total = sources.perFrame[0].count;
      sources.perUtterance.forEach((numbers, index) => {
        const pointer = perUtterancePointers[index];
        if (pointer !== undefined) memory.floats(pointer, numbers.length).set(numbers);
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
        at(windows, buffer).extend(until);
        if (until === total * (buffers[buffer]?.rate ?? 0)) at(windows, buffer).complete();
      };
      perFrame.forEach((frames, index) => {
        const buffer = inputs[index]?.buffer ?? 0;
        extend(buffer, (from, until) => at(windows, buffer).write(frames, from, until));
      });
      layers.forEach(({ output: made }, index) => extend(made.buffer, (from, until) => runs[index]?.(from, until)));
      const from = ends[output.buffer] ?? 0;
      const until = needed[output.buffer] ?? 0;
      return { rows: output.channels, count: until - from, data: at(windows, output.buffer).read(from, until) };
    },
  };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is no number ${index} among ${list.length}`);
  return found;
}
