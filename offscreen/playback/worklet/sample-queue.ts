/** A queue of samples. They are pushed at the end, dropped at the front, and readable by their index since the start. */
export class SampleQueue {
  #samples = new Float32Array(1 << 16);
  #first = 0;
  #end = 0;

  /** The index after the last sample. */
  get end(): number {
    return this.#first + this.#end;
  }

  push(samples: Float32Array): void {
    if (this.#end + samples.length > this.#samples.length) {
      const grown = new Float32Array(Math.max(this.#samples.length * 2, this.#end + samples.length));
      grown.set(this.#samples.subarray(0, this.#end));
      this.#samples = grown;
    }
    this.#samples.set(samples, this.#end);
    this.#end += samples.length;
  }

  /** Drops the samples from `index` on. `index` must not lie before what was dropped at the front. */
  dropFrom(index: number): void {
    this.#end = Math.min(this.#end, index - this.#first);
  }

  /** Drops the samples before `index`. Memory is moved only when half of it is unused. */
  dropBefore(index: number): void {
    const stale = Math.min(index - this.#first, this.#end);
    if (stale < this.#samples.length / 2) return;
    this.#samples.copyWithin(0, stale, this.#end);
    this.#first += stale;
    this.#end -= stale;
  }

  /** A view of `length` samples from `index`, valid until the next push or drop. */
  view(index: number, length: number): Float32Array {
    return this.#samples.subarray(index - this.#first, index - this.#first + length);
  }
}
