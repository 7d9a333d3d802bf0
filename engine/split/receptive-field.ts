import type { Operation } from "./layer-program.ts";

/** The columns of its inputs that an operation needs for the columns `from` to `to` (exclusive) of its output; they may lie beyond either end, where zeros are. */
export function receptiveField(operation: Operation, from: number, to: number): { from: number; to: number } {
  switch (operation.kind) {
    case "convolve": {
      const { kernelSize, dilation, padding } = operation.filter;
      return { from: from - padding, to: to - padding + (kernelSize - 1) * dilation };
    }
    case "upsample": {
      // Input i adds to the outputs from i * factor - padding on.
      const { kernelSize, padding } = operation.filter;
      const steps = Math.ceil(kernelSize / operation.factor);
      return { from: Math.floor((from + padding) / operation.factor) - steps + 1, to: Math.floor((to - 1 + padding) / operation.factor) + 1 };
    }
    default:
      return { from, to };
  }
}
