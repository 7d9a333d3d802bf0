/** Samples in a row, pushed at the end and dropped at the front, readable anywhere between by their index since the start. */
export class SampleQueue {
  #samples = new Float32Array(1 << 16);
  #first = 0;
  #end = 0;

  /** Index after the last sample. */
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

  /** Forgets what lies from `index` on, which must not lie before what was dropped. */
  dropFrom(index: number): void {
    this.#end = Math.min(this.#end, index - this.#first);
  }

  /** Forgets what lies before `index`; moves memory only once half of it is stale. */
  dropBefore(index: number): void {
    const stale = Math.min(index - this.#first, this.#end);
    if (stale < this.#samples.length / 2) return;
    this.#samples.copyWithin(0, stale, this.#end);
    this.#first += stale;
    this.#end -= stale;
  }

  /** The `length` samples from `index`, as a view that is valid until the next push or drop. */
  view(index: number, length: number): Float32Array {
    return this.#samples.subarray(index - this.#first, index - this.#first + length);
  }
}
