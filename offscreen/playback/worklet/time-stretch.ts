import { SampleQueue } from "./sample-queue.ts";

/** Half the length of the cross-faded window, in seconds: longer than the pitch period of the lowest voices (about 12 ms at 80 Hz). */
const hopSeconds = 0.015;
/** How far to either side a matching waveform is searched, in seconds. */
const searchSeconds = 0.008;

/**
 * Plays samples faster or slower without changing their pitch, by WSOLA (Verhelst and Roelands, ICASSP 1993): windows of 30 ms are
 * overlapped where their waveforms match best. At rate 1 the best match is the next sample, so the output equals the input exactly.
 *
 * Invariants:
 * - `#next` is the input sample that naturally follows the last output.
 * - `#target` is the input sample that the rate asks for.
 * - They are at most one search range apart, and equal at rate 1.
 */
export class TimeStretch {
  rate = 1;
  readonly #queue = new SampleQueue();
  readonly #hop: number;
  readonly #search: number;
  readonly #fadeIn: Float32Array;
  #block: Float32Array;
  #blockRead: number;
  #next = 0;
  #target = 0;
  #ended = false;

  /** `sampleRate` in hertz. */
  constructor(sampleRate: number) {
    this.#hop = Math.round(hopSeconds * sampleRate);
    this.#search = Math.round(searchSeconds * sampleRate);
    this.#fadeIn = Float32Array.from({ length: this.#hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / this.#hop));
    this.#block = new Float32Array(this.#hop);
    this.#blockRead = this.#hop;
  }

  /** The number of input samples that were played. */
  get position(): number {
    return this.#next - (this.#block.length - this.#blockRead);
  }

  /** The number of input samples that were pushed. */
  get pushed(): number {
    return this.#queue.end;
  }

  push(samples: Float32Array): void {
    this.#ended = false;
    this.#queue.push(samples);
  }

  /** The number of input samples that were played or are about to be. They can no longer be dropped. */
  get committed(): number {
    return this.#next;
  }

  /** Drops the input samples from `index` on. `index` must not be less than `committed`. */
  dropFrom(index: number): void {
    this.#queue.dropFrom(index);
  }

  /** Declares the input complete for now: what is left is played to the last sample. */
  end(): void {
    this.#ended = true;
  }

  /**
   * Fills `output` from its beginning and returns the number of samples written. Fewer than its length means that input is missing or has
   * ended.
   */
  pull(output: Float32Array): number {
    let filled = 0;
    while (filled < output.length) {
      if (this.#blockRead === this.#block.length && !this.#makeBlock()) break;
      const count = Math.min(output.length - filled, this.#block.length - this.#blockRead);
      output.set(this.#block.subarray(this.#blockRead, this.#blockRead + count), filled);
      this.#blockRead += count;
      filled += count;
    }
    return filled;
  }

  #makeBlock(): boolean {
    const available = this.#queue.end - this.#next;
    if (this.rate === 1) {
      if (available <= 0) return false;
      return this.#copy(Math.min(this.#hop, available));
    }
    const from = Math.max(0, Math.round(this.#target) - this.#search);
    const to = Math.round(this.#target) + this.#search;
    if (this.#queue.end < Math.max(to, this.#next) + this.#hop) {
      if (!this.#ended || available <= 0) return false;
      return this.#copy(Math.min(this.#hop, available));
    }
    const best = this.#bestMatch(from, to);
    const fading = this.#queue.view(this.#next, this.#hop);
    const rising = this.#queue.view(best, this.#hop);
    if (this.#block.length !== this.#hop) this.#block = new Float32Array(this.#hop);
    for (let i = 0; i < this.#hop; i++) {
      const gain = this.#fadeIn[i] ?? 0;
      this.#block[i] = (fading[i] ?? 0) * (1 - gain) + (rising[i] ?? 0) * gain;
    }
    this.#blockRead = 0;
    this.#next = best + this.#hop;
    this.#target += this.#hop * this.rate;
    this.#queue.dropBefore(Math.min(this.#next, Math.round(this.#target) - this.#search));
    return true;
  }

  #copy(length: number): true {
    this.#block = this.#queue.view(this.#next, length).slice();
    this.#blockRead = 0;
    this.#next += length;
    this.#target = this.#next;
    this.#queue.dropBefore(this.#next - this.#search);
    return true;
  }

  /** The index between `from` and `to` where the waveform is most similar to the natural continuation, by normalised cross-correlation. */
  #bestMatch(from: number, to: number): number {
    const continuation = this.#queue.view(this.#next, this.#hop);
    const region = this.#queue.view(from, to - from + this.#hop);
    let best = Math.round(this.#target);
    let bestScore = -Infinity;
    for (let candidate = from; candidate <= to; candidate++) {
      const offset = candidate - from;
      let product = 0;
      let energy = 1e-9;
      // Every second sample is enough, because the pitch is far below the sample rate.
      for (let i = 0; i < this.#hop; i += 2) {
        const sample = region[offset + i] ?? 0;
        product += sample * (continuation[i] ?? 0);
        energy += sample * sample;
      }
      const score = product / Math.sqrt(energy);
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }
}
