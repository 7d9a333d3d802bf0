import type { Kernels } from "./kernels.ts";

/*
 * How several threads share the work of one kernel. The thread that has the work writes a job into slots of the shared memory, divided into
 * blocks. Every thread, the first one included, takes block after block until none is left. Nobody waits for a thread that has not begun: one
 * that sleeps, or has no core to run on, makes the work slower, never wrong.
 */

type KernelName = keyof Kernels;

const kernelNames: readonly KernelName[] = ["convolve", "interleave", "combine", "scaleAndShift", "activate", "moveColumns"];

/** The job slots, as indices of 32-bit integers. `generation` is the number of the latest job; `claim` has its last 20 bits, then the number of the next block. */
const slot = { generation: 0, claim: 1, done: 2, asleep: 3, kernel: 4, blocks: 5 } as const;
const slotCount = 6;
const mostArguments = 12;

const blockBits = 12;
/** The block number that means "none to be had yet", and so one more than there can be blocks. */
export const noBlock = 2 ** blockBits - 1;
const generationMask = 2 ** (32 - blockBits) - 1;

/** Floats that the job slots take in memory. */
export const jobSlotFloats = slotCount + 4 * mostArguments;

/** Looks so often whether there is something to do, some 50 microseconds, before it goes to sleep: between two layers of a model it is less. */
const mostSpins = 20_000;

interface JobSlots {
  control: Int32Array;
  /** The arguments of block 0, and by how much each grows from a block to the next. */
  first: Float64Array;
  growth: Float64Array;
}

function jobSlotsAt(memory: WebAssembly.Memory, pointer: number): JobSlots {
  const numbers = pointer + slotCount * 4;
  return {
    control: new Int32Array(memory.buffer, pointer, slotCount),
    first: new Float64Array(memory.buffer, numbers, mostArguments),
    growth: new Float64Array(memory.buffer, numbers + 8 * mostArguments, mostArguments),
  };
}

/** Takes blocks of the job `generation` until there are none. */
function takeBlocks({ control, first, growth }: JobSlots, kernels: Kernels, generation: number): void {
  const kernel = kernels[kernelNames[control[slot.kernel] ?? 0] ?? "convolve"] as (...values: number[]) => void;
  // If another job is being written meanwhile, these may be a mixture of both: then no block of this generation is left to be taken.
  const [base, step, blocks] = [Array.from(first), Array.from(growth), control[slot.blocks] ?? 0];
  for (;;) {
    const claim = Atomics.load(control, slot.claim);
    const block = claim & noBlock;
    if (claim >>> blockBits !== (generation & generationMask) || block >= blocks) return;
    if (Atomics.compareExchange(control, slot.claim, claim, claim + 1) !== claim) continue;
    kernel(...base.map((value, at) => value + block * (step[at] ?? 0)));
    Atomics.add(control, slot.done, 1);
  }
}

/** What a thread of the pool does until it is terminated. */
export function runWorker(memory: WebAssembly.Memory, pointer: number, kernels: Kernels): never {
  const slots = jobSlotsAt(memory, pointer);
  const { control } = slots;
  let seen = 0;
  for (;;) {
    for (let spins = 0; Atomics.load(control, slot.generation) === seen; spins++) {
      if (spins < mostSpins) continue;
      Atomics.add(control, slot.asleep, 1);
      Atomics.wait(control, slot.generation, seen);
      Atomics.sub(control, slot.asleep, 1);
    }
    seen = Atomics.load(control, slot.generation);
    takeBlocks(slots, kernels, seen);
  }
}

/** The side that has the work. */
export interface ThreadPool {
  /** Runs a kernel in `blocks` blocks and returns when all are done. `values` are the arguments of block 0, `growths` what is added to each from block to block. */
  parallelFor(name: KernelName, values: readonly number[], growths: readonly number[], blocks: number): void;
}

/** The pool whose job slots are at `pointer` in `memory`; its threads are started by whoever calls. */
export function createThreadPool(memory: WebAssembly.Memory, pointer: number, kernels: Kernels): ThreadPool {
  const slots = jobSlotsAt(memory, pointer);
  const { control, first, growth } = slots;
  let generation = 0;
  return {
    parallelFor(name, values, growths, blocks) {
      generation = (generation + 1) | 0;
      const claim = (generation & generationMask) << blockBits;
      Atomics.store(control, slot.claim, claim | noBlock);
      control[slot.kernel] = kernelNames.indexOf(name);
      control[slot.blocks] = blocks;
      first.set(values);
      growth.set(growths);
      Atomics.store(control, slot.done, 0);
      Atomics.store(control, slot.claim, claim);
      Atomics.store(control, slot.generation, generation);
      if (Atomics.load(control, slot.asleep) > 0) Atomics.notify(control, slot.generation);
      takeBlocks(slots, kernels, generation);
      for (let spins = 0, done = 0; (done = Atomics.load(control, slot.done)) < blocks; spins++) {
        // The last block is on a thread that has no core: let it have this one.
        if (spins > mostSpins) Atomics.wait(control, slot.done, done, 1);
      }
    },
  };
}
