import { rowsAtOnce, type Kernels } from "./kernels.ts";
import { noBlock, type ThreadPool } from "./thread-pool.ts";

/** With fewer products or values than this, the work is done before another thread would notice the job. */
const minParallelProducts = 2 ** 18;
const minParallelValues = 2 ** 14;
/** Rows of a block in kernels that do little work for a row. */
const rowsPerBlock = 8;

/** The same kernels, but large calls of `convolve`, `combine` and `activate` are divided by rows among the threads of a pool; results are the same. */
export function parallelKernels(kernels: Kernels, { parallelFor }: ThreadPool): Kernels {
  return {
    ...kernels,
    convolve(input, inputRow, weights, bias, output, outputRow, inChannels, outChannels, kernelSize, dilation, columns) {
      const blocks = outChannels / rowsAtOnce;
      if (blocks < 2 || blocks >= noBlock || inChannels * outChannels * kernelSize * columns < minParallelProducts) {
        kernels.convolve(input, inputRow, weights, bias, output, outputRow, inChannels, outChannels, kernelSize, dilation, columns);
        return;
      }
      const first = [input, inputRow, weights, bias, output, outputRow, inChannels, rowsAtOnce, kernelSize, dilation, columns];
      parallelFor(
        "convolve",
        first,
        [0, 0, inChannels * kernelSize * rowsAtOnce * 4, rowsAtOnce * 4, rowsAtOnce * outputRow, 0, 0, 0, 0, 0, 0],
        blocks,
      );
    },
    combine(combination, a, aRow, b, bRow, output, outputRow, rows, columns) {
      const blocks = rows / rowsPerBlock;
      if (!Number.isInteger(blocks) || rows * columns < minParallelValues) {
        kernels.combine(combination, a, aRow, b, bRow, output, outputRow, rows, columns);
        return;
      }
      const first = [combination, a, aRow, b, bRow, output, outputRow, rowsPerBlock, columns];
      parallelFor("combine", first, [0, rowsPerBlock * aRow, 0, rowsPerBlock * bRow, 0, rowsPerBlock * outputRow, 0, 0, 0], blocks);
    },
    activate(activation, input, inputRow, output, outputRow, rows, columns, slope) {
      const blocks = rows / rowsPerBlock;
      if (!Number.isInteger(blocks) || rows * columns < minParallelValues) {
        kernels.activate(activation, input, inputRow, output, outputRow, rows, columns, slope);
        return;
      }
      const first = [activation, input, inputRow, output, outputRow, rowsPerBlock, columns, slope];
      parallelFor("activate", first, [0, rowsPerBlock * inputRow, 0, rowsPerBlock * outputRow, 0, 0, 0, 0], blocks);
    },
  };
}
