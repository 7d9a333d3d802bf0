import type { InferenceSession } from "onnxruntime-web/wasm";
import { floatsOf, lastDimension } from "../onnx/tensor-values.ts";

/** A matrix with one column for each frame, stored row after row: `rows` rows of `count` values. */
export interface Frames {
  rows: number;
  count: number;
  data: Float32Array;
}

/** The values of a float tensor `[1, rows, count]`; throws a TypeError if the value is not a float tensor. */
export function framesOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Frames {
  const data = floatsOf(value);
  const count = lastDimension(value);
  return { rows: count === 0 ? 0 : data.length / count, count, data };
}

/** Copies the columns of `source` to `target`, starting at column `column` of `target`. Columns before the first one of `target` are left out. */
export function copyFrames(source: Frames, target: Frames, column: number): void {
  const first = Math.min(source.count, Math.max(0, -column));
  for (let row = 0; row < target.rows; row++) {
    const columns = source.data.subarray(row * source.count + first, (row + 1) * source.count);
    if (columns.length > 0) target.data.set(columns, row * target.count + column + first);
  }
}
