/** Columns over time as a model has them: row after row, `rows` of `count` values each. */
export interface Frames {
  rows: number;
  count: number;
  data: Float32Array;
}

/** The columns `from` to `to` (exclusive) of all rows. */
export function sliceFrames({ rows, count, data }: Frames, from: number, to: number): Frames {
  const part = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) part.set(data.subarray(row * count + from, row * count + to), row * (to - from));
  return { rows, count: to - from, data: part };
}

/** Writes the columns of `part` over those of `whole` from column `at` on. */
export function putFrames(whole: Frames, part: Frames, at: number): void {
  for (let row = 0; row < whole.rows; row++) {
    whole.data.set(part.data.subarray(row * part.count, (row + 1) * part.count), row * whole.count + at);
  }
}
