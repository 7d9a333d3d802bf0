import type { Kernels } from "./kernels.ts";

/*
 * How several threads share the work of one kernel. The one that has the work writes on a board in shared memory what is to be done, cut into blocks;
 * everyone, itself included, takes block after block until none is left. Nobody waits for a helper that has not begun: a helper that
 * sleeps or has no core to run on makes the work slower, never wrong.
 */

type KernelName = keyof Kernels;

const NAMES: readonly KernelName[] = ["convolve", "interleave", "combine", "scaleAndShift", "activate", "shift"];

/** Places on the board. `GENERATION` is the number of the latest work; `CLAIM` the same (its last 20 bits) before the number of the next block. */
const GENERATION = 0;
const CLAIM = 1;
const DONE = 2;
const ASLEEP = 3;
const KERNEL = 4;
const BLOCKS = 5;
const WORDS = 6;
const MOST_ARGUMENTS = 12;

const BLOCK_BITS = 12;
/** The block number that means "none to be had yet", and so one more than there can be blocks. */
export const NO_BLOCK = 2 ** BLOCK_BITS - 1;
const GENERATION_MASK = 2 ** (32 - BLOCK_BITS) - 1;

/** Floats that a board takes in memory. */
export const BOARD_FLOATS = WORDS + 4 * MOST_ARGUMENTS;

/** Looks so often whether there is something to do, some 50 microseconds, before it goes to sleep: between two layers of a model it is less. */
const SPINS = 20_000;

interface Board {
  control: Int32Array;
  /** The arguments of block 0, and by how much each grows from a block to the next. */
  first: Float64Array;
  growth: Float64Array;
}

function boardAt(memory: WebAssembly.Memory, pointer: number): Board {
  const numbers = pointer + WORDS * 4;
  return {
    control: new Int32Array(memory.buffer, pointer, WORDS),
    first: new Float64Array(memory.buffer, numbers, MOST_ARGUMENTS),
    growth: new Float64Array(memory.buffer, numbers + 8 * MOST_ARGUMENTS, MOST_ARGUMENTS),
  };
}

/** Takes blocks of the work `generation` until there are none. */
function takeBlocks({ control, first, growth }: Board, kernels: Kernels, generation: number): void {
  const kernel = kernels[NAMES[control[KERNEL] ?? 0] ?? "convolve"] as (...values: number[]) => void;
  // If other work is being written meanwhile, this may be neither the one nor the other: then no block of this generation is left to be taken.
  const [base, step, blocks] = [Array.from(first), Array.from(growth), control[BLOCKS] ?? 0];
  for (;;) {
    const claim = Atomics.load(control, CLAIM);
    const block = claim & NO_BLOCK;
    if (claim >>> BLOCK_BITS !== (generation & GENERATION_MASK) || block >= blocks) return;
    if (Atomics.compareExchange(control, CLAIM, claim, claim + 1) !== claim) continue;
    kernel(...base.map((value, at) => value + block * (step[at] ?? 0)));
    Atomics.add(control, DONE, 1);
  }
}

/** What a helper does until its thread is ended. */
export function help(memory: WebAssembly.Memory, pointer: number, kernels: Kernels): never {
  const board = boardAt(memory, pointer);
  const { control } = board;
  let seen = 0;
  for (;;) {
    for (let spins = 0; Atomics.load(control, GENERATION) === seen; spins++) {
      if (spins < SPINS) continue;
      Atomics.add(control, ASLEEP, 1);
      Atomics.wait(control, GENERATION, seen);
      Atomics.sub(control, ASLEEP, 1);
    }
    seen = Atomics.load(control, GENERATION);
    takeBlocks(board, kernels, seen);
  }
}

/** The side that has the work: `share` runs a kernel in `blocks` blocks, from arguments and how much each grows from block to block, and returns when all are done. */
export function leadCrew(memory: WebAssembly.Memory, pointer: number, kernels: Kernels) {
  const board = boardAt(memory, pointer);
  const { control, first, growth } = board;
  let generation = 0;
  return {
    share(name: KernelName, values: readonly number[], growths: readonly number[], blocks: number): void {
      generation = (generation + 1) | 0;
      const claim = (generation & GENERATION_MASK) << BLOCK_BITS;
      Atomics.store(control, CLAIM, claim | NO_BLOCK);
      control[KERNEL] = NAMES.indexOf(name);
      control[BLOCKS] = blocks;
      first.set(values);
      growth.set(growths);
      Atomics.store(control, DONE, 0);
      Atomics.store(control, CLAIM, claim);
      Atomics.store(control, GENERATION, generation);
      if (Atomics.load(control, ASLEEP) > 0) Atomics.notify(control, GENERATION);
      takeBlocks(board, kernels, generation);
      for (let spins = 0, done = 0; (done = Atomics.load(control, DONE)) < blocks; spins++) {
        // Its last block is on a thread that does not get on: let it have the core.
        if (spins > SPINS) Atomics.wait(control, DONE, done, 1);
      }
    },
  };
}
