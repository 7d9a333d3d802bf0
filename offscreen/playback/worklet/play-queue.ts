import type { WorkletEvent, WorkletRequest } from "./messages.ts";
import { TimeStretch } from "./time-stretch.ts";

const positionIntervalSeconds = 0.1;

/**
 * The queue of the audio thread: plays marked samples in order, at the requested rate. It uses no browser API, so it can be tested without
 * a browser.
 */
export class PlayQueue {
  readonly #sampleRate: number;
  readonly #send: (event: WorkletEvent) => void;
  #timeStretch: TimeStretch;
  /** The marks not heard yet, oldest first. */
  #marks: { at: number; mark: number }[] = [];
  /** The last mark that was heard, and the sample at which it starts. */
  #heard: number | null = null;
  #heardAt = 0;
  #run = 0;
  #rate = 1;
  #pitch = 1;
  #ended = false;
  #drained = false;
  #underrunSamples = 0;
  #paused = false;
  #fade: "in" | "out" | null = null;
  #positionSeconds = 0;
  /** The rate of the last position that was sent. */
  #sentRate = 0;

  /** `sampleRate` in hertz. */
  constructor(sampleRate: number, send: (event: WorkletEvent) => void) {
    this.#sampleRate = sampleRate;
    this.#send = send;
    this.#timeStretch = new TimeStretch(sampleRate);
  }

  receive(request: WorkletRequest): void {
    switch (request.type) {
      case "push":
        if (request.mark !== null) this.#marks.push({ at: this.#timeStretch.pushed, mark: request.mark });
        this.#ended = this.#drained = false;
        this.#timeStretch.push(request.samples);
        return;
      case "keepUpTo":
        this.#keepUpTo(request.mark, request.cuts);
        return;
      case "end":
        this.#ended = true;
        this.#timeStretch.end();
        return;
      case "clear":
        this.#clear(request.run);
        return;
      case "pause":
        if (request.paused === this.#paused) return;
        this.#paused = request.paused;
        this.#fade = request.paused ? "out" : "in";
        return;
      case "rate":
        this.#rate = request.rate;
        this.#timeStretch.rate = request.rate;
        return;
      case "pitch":
        this.#pitch = this.#timeStretch.pitch = request.pitch;
    }
  }

  /** Fills `output` with the next samples to be heard. `nowSeconds` is the audio thread's clock. */
  render(output: Float32Array, nowSeconds: number): void {
    if (this.#paused && this.#fade !== "out") {
      if (this.#sentRate !== 0) this.#sendPosition(nowSeconds, 0);
      return;
    }

    const filled = this.#timeStretch.pull(output);
    if (this.#fade) {
      ramp(output, this.#fade);
      this.#fade = null;
    }
    this.#report(filled, output.length, nowSeconds);
  }

  #keepUpTo(mark: number, cuts: readonly number[]): void {
    const { committed, pushed } = this.#timeStretch;
    const firstDropped = this.#marks.findIndex((waiting) => waiting.mark > mark && waiting.at >= committed);
    const dropped = firstDropped < 0 ? [] : this.#marks.splice(firstDropped);
    const end = dropped[0]?.at ?? pushed;
    const isHeard = this.#marks.length === 0 && (this.#heard ?? mark) === mark;
    const cut = isHeard ? cuts.findIndex((samples) => this.#heardAt + samples >= committed && this.#heardAt + samples < end) : -1;
    if (cut >= 0) this.#timeStretch.dropFrom(this.#heardAt + (cuts[cut] ?? 0));
    else if (end < pushed) this.#timeStretch.dropFrom(end);
    this.#send({
      type: "kept",
      run: this.#run,
      mark: this.#marks.at(-1)?.mark ?? this.#heard,
      cut: cut < 0 ? null : cut,
      pushedSamples: this.#timeStretch.pushed,
    });
  }

  #clear(run: number): void {
    this.#timeStretch = new TimeStretch(this.#sampleRate);
    this.#timeStretch.rate = this.#rate;
    this.#timeStretch.pitch = this.#pitch;
    this.#marks = [];
    this.#heard = null;
    this.#heardAt = 0;
    this.#sentRate = 0;
    this.#run = run;
    this.#ended = this.#drained = this.#paused = false;
    this.#underrunSamples = 0;
    this.#fade = null;
  }

  #report(filled: number, wanted: number, nowSeconds: number): void {
    const { position } = this.#timeStretch;
    const endSeconds = nowSeconds + filled / this.#sampleRate;
    while (this.#marks[0] && this.#marks[0].at < position) {
      ({ mark: this.#heard, at: this.#heardAt } = this.#marks[0]);
      const at = endSeconds - (position - this.#heardAt) / (this.#rate * this.#sampleRate);
      this.#send({ type: "mark", run: this.#run, mark: this.#marks[0].mark, at });
      this.#marks.shift();
    }
    if (filled < wanted && position > 0 && !this.#ended) this.#underrunSamples += wanted - filled;
    if (filled < wanted && this.#ended && !this.#drained) {
      this.#drained = true;
      this.#send({ type: "drained", run: this.#run, pushedSamples: this.#timeStretch.pushed });
    }
    const rate = filled < wanted ? 0 : this.#rate;
    if (rate !== this.#sentRate || nowSeconds - this.#positionSeconds >= positionIntervalSeconds) this.#sendPosition(endSeconds, rate);
  }

  #sendPosition(at: number, rate: number): void {
    this.#positionSeconds = at;
    this.#sentRate = rate;
    const { position } = this.#timeStretch;
    this.#send({ type: "position", run: this.#run, consumedSamples: position, underrunSamples: this.#underrunSamples, at, rate });
  }
}

function ramp(samples: Float32Array, direction: "in" | "out"): void {
  for (let i = 0; i < samples.length; i++) {
    const rising = (i + 0.5) / samples.length;
    samples[i] = (samples[i] ?? 0) * (direction === "in" ? rising : 1 - rising);
  }
}
