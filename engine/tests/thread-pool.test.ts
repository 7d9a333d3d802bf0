import { after, test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import { jobSlotFloats, createThreadPool } from "../kernels/thread-pool.ts";
import { createKernelMemory } from "../kernels/kernel-memory.ts";
import { parallelKernels } from "../kernels/parallel-kernels.ts";
import { compileKernels } from "../build/compile-kernels.ts";

const [bundle] = buildSync({
  entryPoints: [join(import.meta.dirname, "thread-pool-thread.ts")],
  bundle: true,
  platform: "node",
  write: false,
}).outputFiles;
const threadCode = bundle?.text ?? "";
const module = await WebAssembly.compile(await compileKernels(true));

/** A kernel memory whose thread pool has `threadCount` threads besides this one. */
async function open(threadCount: number) {
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 1000, shared: true });
  const memory = createKernelMemory(module, shared);
  const slots = memory.reserve(jobSlotFloats);
  const threads = Array.from(
    { length: threadCount },
    () => new Worker(threadCode, { eval: true, workerData: { module, memory: shared, slots } }),
  );
  after(() => Promise.all(threads.map((thread) => thread.terminate())));
  await Promise.all(threads.map((thread) => new Promise((resolve) => thread.once("online", resolve))));
  return {
    ...memory,
    kernels: parallelKernels(memory.kernels, createThreadPool(shared, slots, memory.kernels)),
    singleThreaded: memory.kernels,
  };
}

for (const threadCount of [0, 1, 3]) {
  test(`with ${threadCount} additional thread(s) the results are those of one thread`, async () => {
    const { kernels, singleThreaded, reserve, floats } = await open(threadCount);
    const [channels, columns, kernelSize] = [64, 256, 5];
    const row = (columns + 32) * 4;
    const input = reserve(channels * (row / 4));
    const weights = reserve(channels * channels * kernelSize);
    const bias = reserve(channels);
    const outputs = [reserve(channels * (row / 4)), reserve(channels * (row / 4))] as const;
    floats(input, channels * (row / 4)).forEach((_, at, all) => (all[at] = Math.sin(at)));
    floats(weights, channels * channels * kernelSize).forEach((_, at, all) => (all[at] = Math.cos(at * 3) / 20));
    for (let round = 0; round < 1_500; round++) {
      // The size changes in each round, so that a block of an earlier job computed with the arguments of a later one would be noticed.
      const rows = 8 * (1 + (round % 8));
      const length = columns - 8 * (round % 5);
      floats(bias, channels).fill(round);
      for (const [output, { convolve, combine, activate }] of [
        [outputs[0], kernels],
        [outputs[1], singleThreaded],
      ] as const) {
        convolve(input, row, weights, bias, output, row, channels, rows, kernelSize, 4, length);
        combine(0, output, row, input, row, output, row, rows, length);
        activate(1, output, row, output, row, rows, length, 0);
      }
      const [shared, single] = outputs.map((output) => floats(output, rows * (row / 4)));
      assert.ok(shared && single?.every((value, at) => value === shared[at]), `round ${round}`);
    }
  });
}
