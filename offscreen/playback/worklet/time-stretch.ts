import { Resampler } from "./resampler.ts";
import { SampleQueue } from "./sample-queue.ts";

/** Half the length of the cross-faded window, in seconds: longer than the pitch period of the lowest voices (about 12 ms at 80 Hz). */
const hopSeconds = 0.015;
/** How far to either side a matching waveform is searched, in seconds. */
const searchSeconds = 0.008;

/**
 * Plays samples at another rate and another pitch, each without changing the other. First the rate changes and the pitch stays, by WSOLA
 * (Verhelst and Roelands, ICASSP 1993): windows of 30 ms are overlapped where their waveforms match best. Then a resampler changes both. The
 * stretch is `rate / pitch`; at 1 the best match is the next sample, so the output equals the input exactly if rate and pitch are 1.
 *
 * Invariants:
 * - `#next` is the input sample that naturally follows the last block.
 * - `#target` is the input sample that the stretch asks for there. They are at most one search range apart, and equal at stretch 1.
 * - A block sounds like the input from `#blockFrom` to `#blockTo`, at an even pace. Neither ever decreases, and `#next <= #blockTo`.
 */
export class TimeStretch {
  rate = 1;
  readonly #resampler: Resampler;
  readonly #queue = new SampleQueue();
  readonly #hop: number;
  readonly #search: number;
  readonly #fadeIn: Float32Array;
  #block: Float32Array;
  #blockRead: number;
  #blockFrom = 0;
  #blockTo = 0;
  #next = 0;
  #target = 0;
  #ended = false;

  /** `sampleRate` in hertz. */
  constructor(sampleRate: number) {
    this.#resampler = new Resampler(sampleRate);
    this.#hop = Math.round(hopSeconds * sampleRate);
    this.#search = Math.round(searchSeconds * sampleRate);
    this.#fadeIn = Float32Array.from({ length: this.#hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / this.#hop));
    this.#block = new Float32Array(this.#hop);
    this.#blockRead = this.#hop;
  }

  /** How many times as high as the input the output sounds, 0.5 to 2. A change takes effect gradually, within 30 ms. */
  get pitch(): number {
    return this.#resampler.ratio;
  }

  set pitch(pitch: number) {
    this.#resampler.ratio = pitch;
  }

  /** The number of input samples that were played: a whole number that never decreases and ends at `pushed`. It is true to about 10 ms. */
  get position(): number {
    const stretched = this.#blockFrom + (this.#blockTo - this.#blockFrom) * (this.#blockRead / this.#block.length);
    return Math.max(0, Math.round(stretched - this.#resampler.pending * this.#stretch));
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
    return this.#blockTo;
  }

  /** Drops the input samples from `index` on. `index` must not be less than `committed`. */
  dropFrom(index: number): void {
    this.#queue.dropFrom(index);
    this.#target = Math.min(this.#target, index);
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
    return this.#resampler.pull(output, this.#pullStretched, this.#hasPlayedAll);
  }

  /** The input samples for each sample that the resampler takes. */
  get #stretch(): number {
    return this.rate / this.#resampler.step;
  }

  readonly #hasPlayedAll = (): boolean => this.#ended && this.#blockRead === this.#block.length && this.#next >= this.#queue.end;

  readonly #pullStretched = (output: Float32Array): number => {
    let filled = 0;
    while (filled < output.length) {
      if (this.#blockRead === this.#block.length && !this.#makeBlock()) break;
      const count = Math.min(output.length - filled, this.#block.length - this.#blockRead);
      output.set(this.#block.subarray(this.#blockRead, this.#blockRead + count), filled);
      this.#blockRead += count;
      filled += count;
    }
    return filled;
  };

  #makeBlock(): boolean {
    const available = this.#queue.end - this.#next;
    const stretch = this.#stretch;
    if (available <= 0) {
      // What comes later is played from its beginning.
      this.#target = this.#next;
      return false;
    }
    if (stretch === 1) return this.#copy(Math.min(this.#hop, available));
    const target = this.#target + this.#hop * stretch;
    const middle = Math.round(target) - this.#hop;
    const last = this.#queue.end - this.#hop;
    if (last < Math.max(this.#next, middle + this.#search)) {
      if (!this.#ended) return false;
      if (last < this.#next) return this.#copy(available);
    }
    // Beginning and end of the input limit the search.
    const to = Math.max(0, Math.min(middle + this.#search, last));
    const from = Math.max(0, Math.min(middle - this.#search, to));
    const best = this.#bestMatch(from, to);
    const fading = this.#queue.view(this.#next, this.#hop);
    const rising = this.#queue.view(best, this.#hop);
    if (this.#block.length !== this.#hop) this.#block = new Float32Array(this.#hop);
    for (let i = 0; i < this.#hop; i++) {
      const gain = this.#fadeIn[i] ?? 0;
      this.#block[i] = (fading[i] ?? 0) * (1 - gain) + (rising[i] ?? 0) * gain;
    }
    this.#blockRead = 0;
    this.#moveTo(best + this.#hop, target);
    return true;
  }

  #copy(length: number): true {
    this.#block = this.#queue.view(this.#next, length).slice();
    this.#blockRead = 0;
    this.#moveTo(this.#next + length, this.#next + length);
    return true;
  }

  #moveTo(next: number, target: number): void {
    this.#next = next;
    this.#target = target;
    this.#queue.dropBefore(Math.min(next, Math.floor(target)) - this.#hop - this.#search);
    this.#blockFrom = this.#blockTo;
    this.#blockTo = Math.max(this.#blockTo, next);
  }

  /** The index between `from` and `to` where the waveform is most similar to the natural continuation, by normalised cross-correlation. */
  #bestMatch(from: number, to: number): number {
    const continuation = this.#queue.view(this.#next, this.#hop);
    const region = this.#queue.view(from, to - from + this.#hop);
    let best = from;
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
