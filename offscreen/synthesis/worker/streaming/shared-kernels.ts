import { leadCrew, NO_BLOCK } from "./crew.ts";
import { ROWS_AT_ONCE, type Kernels } from "./kernels.ts";

/** Sums of products, or numbers, below which work is done before a helper would have noticed it. */
const LEAST_PRODUCTS = 2 ** 18;
const LEAST_NUMBERS = 2 ** 14;
/** Rows that a thread takes at a time where a row is little work. */
const ROWS_OF_NUMBERS = 8;

/** The same kernels, with the work of the large ones shared by rows. */
export function shareKernels(kernels: Kernels, { share }: ReturnType<typeof leadCrew>): Kernels {
  return {
    ...kernels,
    convolve(input, inputRow, weights, bias, output, outputRow, inChannels, outChannels, taps, spread, columns) {
      const blocks = outChannels / ROWS_AT_ONCE;
      if (blocks < 2 || blocks >= NO_BLOCK || inChannels * outChannels * taps * columns < LEAST_PRODUCTS) {
        kernels.convolve(input, inputRow, weights, bias, output, outputRow, inChannels, outChannels, taps, spread, columns);
        return;
      }
      const first = [input, inputRow, weights, bias, output, outputRow, inChannels, ROWS_AT_ONCE, taps, spread, columns];
      share("convolve", first, [0, 0, inChannels * taps * ROWS_AT_ONCE * 4, ROWS_AT_ONCE * 4, ROWS_AT_ONCE * outputRow, 0, 0, 0, 0, 0, 0], blocks);
    },
    combine(combination, a, aRow, b, bRow, output, outputRow, rows, columns) {
      const blocks = rows / ROWS_OF_NUMBERS;
      if (!Number.isInteger(blocks) || rows * columns < LEAST_NUMBERS) {
        kernels.combine(combination, a, aRow, b, bRow, output, outputRow, rows, columns);
        return;
      }
      const first = [combination, a, aRow, b, bRow, output, outputRow, ROWS_OF_NUMBERS, columns];
      share("combine", first, [0, ROWS_OF_NUMBERS * aRow, 0, ROWS_OF_NUMBERS * bRow, 0, ROWS_OF_NUMBERS * outputRow, 0, 0, 0], blocks);
    },
    activate(activation, input, inputRow, output, outputRow, rows, columns, slope) {
      const blocks = rows / ROWS_OF_NUMBERS;
      if (!Number.isInteger(blocks) || rows * columns < LEAST_NUMBERS) {
        kernels.activate(activation, input, inputRow, output, outputRow, rows, columns, slope);
        return;
      }
      const first = [activation, input, inputRow, output, outputRow, ROWS_OF_NUMBERS, columns, slope];
      share("activate", first, [0, ROWS_OF_NUMBERS * inputRow, 0, ROWS_OF_NUMBERS * outputRow, 0, 0, 0, 0], blocks);
    },
  };
}
