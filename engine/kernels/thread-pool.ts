import type { Kernels } from "./kernels.ts";

/*
 * How several threads share the work of one kernel. The calling thread divides the work into blocks and writes the job into slots of the
 * shared memory. Every thread, the calling one included, takes one block after another until none is left. No thread waits for a thread
 * that has not started a block: a thread that sleeps or has no core makes the work slower, but never wrong.
 */

type KernelName = keyof Kernels;

const kernelNames: readonly KernelName[] = ["convolve", "interleave", "combine", "scaleAndShift", "activate", "moveColumns"];

/**
 * The job slots, as indices of 32-bit integers. `generation` is the number of the latest job. `claim` holds the last 20 bits of that number,
 * followed by the number of the next block in 12 bits.
 */
const slot = { generation: 0, claim: 1, done: 2, asleep: 3, kernel: 4, blocks: 5 } as const;
const slotCount = 6;
const maxArguments = 12;

const blockBits = 12;
/** The block number that means "no block can be taken yet". A job has fewer blocks than this. */
export const noBlock = 2 ** blockBits - 1;
const generationMask = 2 ** (32 - blockBits) - 1;

/** Size of the job slots in memory, in floats. */
export const jobSlotFloats = slotCount + 4 * maxArguments;

/** How often a thread checks for a job before it sleeps: about 50 microseconds, longer than the time between two layers of a model. */
const maxSpins = 20_000;

interface JobSlots {
  control: Int32Array;
  /** The arguments of block 0, and the increment of each argument from one block to the next. */
  first: Float64Array;
  increment: Float64Array;
}

function jobSlotsAt(memory: WebAssembly.Memory, pointer: number): JobSlots {
  const numbers = pointer + slotCount * 4;
  return {
    control: new Int32Array(memory.buffer, pointer, slotCount),
    first: new Float64Array(memory.buffer, numbers, maxArguments),
    increment: new Float64Array(memory.buffer, numbers + 8 * maxArguments, maxArguments),
  };
}

/** Takes blocks of the job `generation` until none is left. */
function takeBlocks({ control, first, increment }: JobSlots, kernels: Kernels, generation: number): void {
  const kernel = kernels[kernelNames[control[slot.kernel] ?? 0] ?? "convolve"] as (...values: number[]) => void;
  // While another job is being written, these may be a mixture of both jobs. In that case no block of this generation can be taken any more.
  const [base, step, blocks] = [Array.from(first), Array.from(increment), control[slot.blocks] ?? 0];
  for (;;) {
    const claim = Atomics.load(control, slot.claim);
    const block = claim & noBlock;
    if (claim >>> blockBits !== (generation & generationMask) || block >= blocks) return;
    if (Atomics.compareExchange(control, slot.claim, claim, claim + 1) !== claim) continue;
    kernel(...base.map((value, at) => value + block * (step[at] ?? 0)));
    Atomics.add(control, slot.done, 1);
  }
}

/** Runs a thread of the pool: takes blocks of every job until the thread is terminated. */
export function runWorker(memory: WebAssembly.Memory, pointer: number, kernels: Kernels): never {
  const slots = jobSlotsAt(memory, pointer);
  const { control } = slots;
  let seen = 0;
  for (;;) {
    for (let spins = 0; Atomics.load(control, slot.generation) === seen; spins++) {
      if (spins < maxSpins) continue;
      Atomics.add(control, slot.asleep, 1);
      Atomics.wait(control, slot.generation, seen);
      Atomics.sub(control, slot.asleep, 1);
    }
    seen = Atomics.load(control, slot.generation);
    takeBlocks(slots, kernels, seen);
  }
}

/** The calling thread's side of the pool. */
export interface ThreadPool {
  /** Runs a kernel in `blocks` blocks and returns when all are done. `values` are the arguments of block 0; `increments` are added to them for each further block. */
  parallelFor(name: KernelName, values: readonly number[], increments: readonly number[], blocks: number): void;
}

/** Creates a pool with its job slots at `pointer` in `memory`. The caller starts the threads, see `runWorker`. */
export function createThreadPool(memory: WebAssembly.Memory, pointer: number, kernels: Kernels): ThreadPool {
  const slots = jobSlotsAt(memory, pointer);
  const { control, first, increment } = slots;
  let generation = 0;
  return {
    parallelFor(name, values, increments, blocks) {
      generation = (generation + 1) | 0;
      const claim = (generation & generationMask) << blockBits;
      Atomics.store(control, slot.claim, claim | noBlock);
      control[slot.kernel] = kernelNames.indexOf(name);
      control[slot.blocks] = blocks;
      first.set(values);
      increment.set(increments);
      Atomics.store(control, slot.done, 0);
      Atomics.store(control, slot.claim, claim);
      Atomics.store(control, slot.generation, generation);
      if (Atomics.load(control, slot.asleep) > 0) Atomics.notify(control, slot.generation);
      takeBlocks(slots, kernels, generation);
      for (let spins = 0, done = 0; (done = Atomics.load(control, slot.done)) < blocks; spins++) {
        // The thread with the last block has no core: give it this one.
        if (spins > maxSpins) Atomics.wait(control, slot.done, done, 1);
      }
    },
  };
}
