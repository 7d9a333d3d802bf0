import type { Frames } from "./frames.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { columnsAtOnce, rowsAtOnce } from "../kernels/kernels.ts";
import type { View } from "../split/layer-program.ts";

/** The columns of a buffer that are still or already there, and zeros beyond the true ends of the sentence, as a model pads there. */
export class BufferWindow {
  /** The first column that has not been made. */
  end = 0;
  /** Bytes from a row to the next. */
  readonly rowBytes: number;
  readonly #pointer: number;
  readonly #columns: number;
  /** The first column that is there, and the first after those that are: beyond `end` are zeros. */
  #first = 0;
  #filled = 0;

  constructor(
    readonly rows: number,
    columns: number,
    readonly memory: KernelMemory,
  ) {
    // Kernels go up to seven columns too far, and read as far again.
    const length = Math.ceil(columns / columnsAtOnce + 2) * columnsAtOnce;
    this.#columns = columns;
    this.rowBytes = length * 4;
    this.#pointer = memory.reserve(Math.ceil(rows / rowsAtOnce) * rowsAtOnce * length);
  }

  /** Forgets everything; before column 0 there are zeros from `first` (0 or less) on. */
  begin(first: number): void {
    this.#first = first;
    this.end = 0;
    this.#filled = 0;
    this.#fillZeros(first, 0);
  }

  /** Where `column` of the first row of `view` is. */
  address({ firstRow }: View, column: number): number {
    return this.#pointer + firstRow * this.rowBytes + (column - this.#first) * 4;
  }

  /** Bytes from a row of `view` to the next. */
  rowLength({ rowStep }: View): number {
    return rowStep * this.rowBytes;
  }

  /** Lets go of the columns before `first`, so that there is room at the other end. */
  discard(first: number): void {
    const skip = Math.min(first, this.#filled) - this.#first;
    if (skip <= 0) return;
    const kept = this.#filled - this.#first - skip;
    if (kept > 0) this.memory.kernels.moveColumns(this.#pointer, this.rowBytes, skip * 4, this.rows, kept);
    this.#first += skip;
    if (this.#filled > this.end) this.complete();
  }

  /** Says that the columns up to `end` (exclusive) have been made. */
  extend(end: number): void {
    this.end = end;
    this.#filled = end;
  }

  /** Says that there are no more columns: zeros follow, as far as there is room. */
  complete(): void {
    const last = this.#first + this.#columns + 1;
    this.#fillZeros(this.#filled, last);
    this.#filled = Math.max(this.#filled, last);
  }

  /** Writes the columns from `from` to `to` of `frames`. */
  write({ data, count }: Frames, from: number, to: number): void {
    for (let row = 0; row < this.rows; row++) this.#row(row, from, to).set(data.subarray(row * count + from, row * count + to));
  }

  /** A copy of the columns from `from` to `to`, row after row. */
  read(from: number, to: number): Float32Array<ArrayBuffer> {
    const data = new Float32Array(this.rows * (to - from));
    for (let row = 0; row < this.rows; row++) data.set(this.#row(row, from, to), row * (to - from));
    return data;
  }

  #fillZeros(from: number, to: number): void {
    if (from >= to) return;
    for (let row = 0; row < this.rows; row++) this.#row(row, from, to).fill(0);
  }

  #row(row: number, from: number, to: number): Float32Array<ArrayBuffer> {
    return this.memory.floats(this.#pointer + row * this.rowBytes + (from - this.#first) * 4, to - from);
  }
}
