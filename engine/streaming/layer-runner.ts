import type { Frames } from "./frames.ts";
import { BufferWindow } from "./buffer-window.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { loadLayer, type RunLayer } from "./load-layer.ts";
import type { LayerProgram } from "../split/layer-program.ts";
import { bufferCapacities, firstNeeded, framesBefore, neededEnds } from "../split/schedule.ts";

/** The inputs of an utterance. */
export interface RunnerInputs {
  /** The inputs with one column for each frame, in the order of the program's inputs. Frames may be filled in later, see `framesFor`. */
  perFrame: readonly [Frames, ...Frames[]];
  /** The inputs that are the same for all frames, with one number for each channel. */
  perUtterance: readonly Float32Array[];
}

/** A loaded program. It computes its output range by range, and computes no column twice, even if the ranges are short. */
export interface LayerRunner {
  /** Starts a new utterance. */
  begin(sources: RunnerInputs): void;
  /** The number of frames before a frame of the output that it depends on. */
  readonly framesBefore: number;
  /** The number of input frames that must be filled in before the output up to frame `to` is computed. */
  framesFor(to: number): number;
  /** Computes the output from the end of the last call to frame `to` (exclusive): at most `stepFrames` frames, see `openLayerRunner`. */
  advance(to: number): Frames;
}

/** Loads `program` into `memory`. The runner advances by at most `stepFrames` frames at a time. */
export function openLayerRunner(program: LayerProgram, memory: KernelMemory, stepFrames: number): LayerRunner {
  const columns = bufferCapacities(program, stepFrames);
  const windows = program.buffers.map(({ rows }, index) => new BufferWindow(rows, columns[index] ?? 0, memory));
  const perUtterancePointers: number[] = [];
  const loadedLayers = program.layers.map((layer) =>
    loadLayer(layer, program.weights.get(layer), {
      memory,
      windowOf: ({ buffer }) => elementAt(windows, buffer),
      perUtterancePointer: (index, channels) => (perUtterancePointers[index] ??= memory.reserve(channels)),
    }),
  );
  const { buffers, layers, inputs, output } = program;
  return runLayers({ buffers, layers, inputs, output }, windows, loadedLayers, perUtterancePointers, memory);
}

/** A function of its own, so that its closures do not keep the weights of the program in the JavaScript heap. */
function runLayers(
  program: Omit<LayerProgram, "weights">,
  windows: readonly BufferWindow[],
  loadedLayers: readonly RunLayer[],
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
      const starts = firstNeeded(
        program,
        windows.map(() => 0),
      );
      windows.forEach((window, index) => window.begin(Math.min(0, starts[index] ?? 0)));
    },
    framesBefore: framesBefore(program),
    framesFor: (to) => neededEnds(program, to, total)[inputs[0]?.buffer ?? 0] ?? 0,
    advance(to) {
      const ends = windows.map(({ end }) => end);
      const needed = neededEnds(program, to, total);
      const starts = firstNeeded(program, ends);
      windows.forEach((window, index) => window.discard(starts[index] ?? 0));
      const extend = (buffer: number, compute: (from: number, to: number) => void) => {
        const [from = 0, until = 0] = [ends[buffer], needed[buffer]];
        if (until <= from) return;
        compute(from, until);
        elementAt(windows, buffer).extend(until);
        if (until === total * (buffers[buffer]?.rate ?? 0)) elementAt(windows, buffer).complete();
      };
      perFrame.forEach((frames, index) => {
        const buffer = inputs[index]?.buffer ?? 0;
        extend(buffer, (from, until) => elementAt(windows, buffer).write(frames, from, until));
      });
      layers.forEach(({ output: { buffer } }, index) => extend(buffer, (from, until) => loadedLayers[index]?.(from, until)));
      const from = ends[output.buffer] ?? 0;
      const until = needed[output.buffer] ?? 0;
      return { rows: output.channels, count: until - from, data: elementAt(windows, output.buffer).read(from, until) };
    },
  };
}

function elementAt<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is no number ${index} among ${list.length}`);
  return found;
}
