/** Columns over time as a model has them: row after row, `rows` of `count` values each. */
export interface Frames {
  rows: number;
  count: number;
  data: Float32Array;
}

/** Writes the columns of `part` over those of `whole` from column `at` on. */
export function putFrames(whole: Frames, part: Frames, at: number): void {
  for (let row = 0; row < whole.rows; row++) {
    whole.data.set(part.data.subarray(row * part.count, (row + 1) * part.count), row * whole.count + at);
  }
}
