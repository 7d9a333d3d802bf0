import type { InferenceSession } from "onnxruntime-web/wasm";
import { floatsOf, lastDimension } from "../onnx/tensor-values.ts";

/** Columns over time as a model has them: row after row, `rows` of `count` values each. */
export interface Frames {
  rows: number;
  count: number;
  data: Float32Array;
}

/** The values of a float tensor `[1, rows, columns]`; throws a TypeError when it is none. */
export function framesOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Frames {
  const data = floatsOf(value);
  const count = lastDimension(value);
  return { rows: count === 0 ? 0 : data.length / count, count, data };
}

/** Writes the columns of `part` over those of `whole` from column `at` on. */
export function putFrames(whole: Frames, part: Frames, at: number): void {
  for (let row = 0; row < whole.rows; row++) {
    whole.data.set(part.data.subarray(row * part.count, (row + 1) * part.count), row * whole.count + at);
  }
}
