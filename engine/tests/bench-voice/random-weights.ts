/** A generator of uniform random weights. The same seed gives the same weights. */
export class RandomWeights {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns `count` numbers with mean 0 and this standard deviation. */
  draw(count: number, deviation: number): Float32Array<ArrayBuffer> {
    const limit = deviation * Math.sqrt(3);
    const values = new Float32Array(count);
    for (let at = 0; at < count; at++) values[at] = (2 * this.#next() - 1) * limit;
    return values;
  }

  /** A uniform number from 0 to 1, by Mulberry32. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
