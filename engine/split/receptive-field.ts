import type { Operation } from "./layer-program.ts";

/**
 * The input columns that an operation needs to compute the columns `from` to `to` (exclusive) of its output. The range may extend beyond the start
 * and the end of the input, where the columns are zeros.
 */
export function receptiveField(operation: Operation, from: number, to: number): { from: number; to: number } {
  switch (operation.kind) {
    case "convolve": {
      const { kernelSize, dilation, padding } = operation.convolution;
      return { from: from - padding, to: to - padding + (kernelSize - 1) * dilation };
    }
    case "upsample": {
      // Input column i contributes to the kernelSize output columns that start at i * factor - padding.
      const { kernelSize, padding } = operation.convolution;
      const steps = Math.ceil(kernelSize / operation.factor);
      return {
        from: Math.floor((from + padding) / operation.factor) - steps + 1,
        to: Math.floor((to - 1 + padding) / operation.factor) + 1,
      };
    }
    default:
      return { from, to };
  }
}
