import type { Frames } from "./frames.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { columnsAtOnce, rowsAtOnce } from "../kernels/kernels.ts";
import type { View } from "../split/layer-program.ts";

/** The columns of a buffer that are computed and still needed. Before the start and after the end of the utterance it holds zeros, the padding of a model. */
export class BufferWindow {
  /** The first column that has not been computed. */
  end = 0;
  /** Bytes from one row to the next. */
  readonly rowBytes: number;
  readonly #pointer: number;
  readonly #columns: number;
  /** The window holds the columns from `#first` to `#filled` (exclusive). Those from `end` on are zeros. */
  #first = 0;
  #filled = 0;

  constructor(
    readonly rows: number,
    columns: number,
    readonly memory: KernelMemory,
  ) {
    // Kernels write up to seven columns after the last one, and read up to seven more.
    const length = Math.ceil(columns / columnsAtOnce + 2) * columnsAtOnce;
    this.#columns = columns;
    this.rowBytes = length * 4;
    this.#pointer = memory.reserve(Math.ceil(rows / rowsAtOnce) * rowsAtOnce * length);
  }

  /** Empties the window. The columns from `first` (0 or less) to 0 become zeros. */
  begin(first: number): void {
    this.#first = first;
    this.end = 0;
    this.#filled = 0;
    this.#fillZeros(first, 0);
  }

  /** A pointer to `column` in the first row of `view`. */
  address({ firstRow }: View, column: number): number {
    return this.#pointer + firstRow * this.rowBytes + (column - this.#first) * 4;
  }

  /** Bytes from one row of `view` to the next. */
  rowLength({ rowStep }: View): number {
    return rowStep * this.rowBytes;
  }

  /** Discards the columns before `first` to make room at the end. */
  discard(first: number): void {
    const skip = Math.min(first, this.#filled) - this.#first;
    if (skip <= 0) return;
    const kept = this.#filled - this.#first - skip;
    if (kept > 0) this.memory.kernels.moveColumns(this.#pointer, this.rowBytes, skip * 4, this.rows, kept);
    this.#first += skip;
    if (this.#filled > this.end) this.complete();
  }

  /** Marks the columns up to `end` (exclusive) as computed. */
  extend(end: number): void {
    this.end = end;
    this.#filled = end;
  }

  /** Marks the last computed column as the end of the utterance: the rest of the window becomes zeros. */
  complete(): void {
    const last = this.#first + this.#columns + 1;
    this.#fillZeros(this.#filled, last);
    this.#filled = Math.max(this.#filled, last);
  }

  /** Writes the columns `from` to `to` (exclusive) of `frames`. */
  write({ data, count }: Frames, from: number, to: number): void {
    for (let row = 0; row < this.rows; row++) this.#row(row, from, to).set(data.subarray(row * count + from, row * count + to));
  }

  /** A copy of the columns `from` to `to` (exclusive), row after row. */
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
