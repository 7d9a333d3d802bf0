/** The half width of the kernel, in zero crossings. With `kaiserBeta` it keeps what is below 0.89 of the band limit. */
const zeroCrossings = 16;
/** The window's shape: what lies beyond the band is 60 dB down. */
const kaiserBeta = 6;
/** The kernel's table has so many values for each zero crossing. Between them it is interpolated, with an error below -90 dB. */
const tableDensity = 256;
/** The largest `ratio`. */
const maxRatio = 2;
const maxHalfWidth = zeroCrossings * maxRatio;
/** So many samples are made at a time. */
const blockLength = 128;
/** How long the ratio takes from one end of its range to the other, in seconds: long enough that no click is heard. */
const glideSeconds = 0.03;
const fullGlide = 1.5;
/** Back at ratio 1, the place between two samples is left this much faster than the samples come. Nobody hears 1 % for 5 ms. */
const settlingStep = 0.01;

const kernelTable = makeKernelTable();

/**
 * Reads a sound `ratio` times as fast, which makes its pitch `ratio` times as high. What would be above the band afterwards is filtered out.
 *
 * Invariants:
 * - `#centre` is the place in `#window` that is heard next. It lies between two samples, or on one.
 * - At ratio 1 it comes to lie on a sample. From then on samples are copied, so the output equals the input exactly.
 */
export class Resampler {
  /** 0.5 to 2. A change takes effect gradually, within 30 ms. */
  ratio = 1;
  readonly #glide: number;
  readonly #window = new Float32Array(2 * maxHalfWidth + maxRatio * blockLength + 8);
  #end = maxHalfWidth;
  #centre = maxHalfWidth;
  #step = 1;
  #hasBegun = false;

  /** `sampleRate` in hertz. */
  constructor(sampleRate: number) {
    this.#glide = fullGlide / (glideSeconds * sampleRate);
  }

  /** How many times as fast the sound is read at this moment. It moves towards `ratio`. */
  get step(): number {
    return this.#hasBegun ? this.#step : this.ratio;
  }

  /** The number of samples that were taken from the source and not heard yet. It is not always whole. */
  get pending(): number {
    return Math.max(0, this.#end - this.#centre);
  }

  /**
   * Fills `output` from its beginning and returns the number of samples written. `source` fills a buffer in the same way. When it has
   * nothing more, `hasEnded` says whether what was taken is played to its end, or kept until its continuation arrives.
   */
  pull(output: Float32Array, source: (buffer: Float32Array) => number, hasEnded: () => boolean): number {
    if (!this.#hasBegun) this.#step = this.ratio;
    this.#hasBegun = true;
    let filled = 0;
    while (filled < output.length) {
      const block = output.subarray(filled, filled + blockLength);
      const count = this.#isCopying() ? this.#copy(block, source) : this.#resample(block, source, hasEnded);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }

  #isCopying(): boolean {
    return this.ratio === 1 && this.#step === 1 && Number.isInteger(this.#centre);
  }

  #copy(output: Float32Array, source: (buffer: Float32Array) => number): number {
    this.#take(this.#centre + output.length, source);
    const count = Math.max(0, Math.min(output.length, this.#end - this.#centre));
    output.set(this.#window.subarray(this.#centre, this.#centre + count));
    this.#centre += count;
    return count;
  }

  #resample(output: Float32Array, source: (buffer: Float32Array) => number, hasEnded: () => boolean): number {
    const fastest = Math.max(this.#step, this.ratio) + settlingStep;
    const halfWidth = zeroCrossings * Math.max(1, fastest);
    this.#take(Math.ceil(this.#centre + (output.length - 1) * fastest + halfWidth), source);
    // What is behind the last sample counts as silence.
    if (hasEnded()) this.#window.fill(0, this.#end);
    const last = hasEnded() ? this.#end : this.#end - halfWidth;
    let count = 0;
    while (count < output.length && this.#centre < last && !this.#isCopying()) {
      output[count++] = this.#interpolate();
      this.#advance();
    }
    return count;
  }

  /** Moves `#centre` by one sample of the output. */
  #advance(): void {
    this.#step = this.ratio > this.#step ? Math.min(this.ratio, this.#step + this.#glide) : Math.max(this.ratio, this.#step - this.#glide);
    const next = this.#centre + this.#step;
    const toSample = Math.ceil(next) - next;
    if (this.ratio !== 1 || this.#step !== 1) this.#centre = next;
    else this.#centre = toSample <= settlingStep ? Math.ceil(next) : next + settlingStep;
  }

  /** The sound at `#centre`, limited to the band of the output. */
  #interpolate(): number {
    const band = Math.min(1, 1 / this.#step);
    const halfWidth = zeroCrossings / band;
    const scale = tableDensity * band;
    const first = Math.ceil(this.#centre - halfWidth);
    const last = Math.floor(this.#centre + halfWidth);
    let sum = 0;
    for (let i = first; i <= last; i++) {
      const at = Math.abs(i - this.#centre) * scale;
      const index = Math.trunc(at);
      const before = kernelTable[index] ?? 0;
      const after = kernelTable[index + 1] ?? 0;
      sum += (this.#window[i] ?? 0) * (before + (after - before) * (at - index));
    }
    return sum * band;
  }

  /** Takes samples from `source` until the window reaches `end`, or `source` has no more. What is too old is dropped. */
  #take(end: number, source: (buffer: Float32Array) => number): void {
    const stale = Math.min(Math.floor(this.#centre) - maxHalfWidth, this.#end);
    this.#window.copyWithin(0, stale, this.#end);
    this.#end -= stale;
    this.#centre -= stale;
    const missing = Math.min(end - stale, this.#window.length) - this.#end;
    if (missing > 0) this.#end += source(this.#window.subarray(this.#end, this.#end + missing));
  }
}

/** Half of a sinc under a Kaiser window, from its centre outwards. */
function makeKernelTable(): Float32Array {
  const length = zeroCrossings * tableDensity;
  return Float32Array.from({ length: length + 2 }, (_, i) => {
    if (i >= length) return 0;
    const x = (Math.PI * i) / tableDensity;
    const window = besselI0(kaiserBeta * Math.sqrt(1 - (i / length) ** 2)) / besselI0(kaiserBeta);
    return window * (i === 0 ? 1 : Math.sin(x) / x);
  });
}

/** The modified Bessel function of order zero, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
