/** @file Runs on the audio thread, where sound goes on without a gap whatever the page's own thread is doing. */
import { processorName, type WorkletEvent, type WorkletRequest } from "./messages.ts";
import { TimeStretch } from "./time-stretch.ts";

const positionIntervalSeconds = 0.1;

class PcmPlayer extends AudioWorkletProcessor {
  #stretch = new TimeStretch(sampleRate);
  #marks: { at: number; mark: number }[] = [];
  #run = 0;
  #rate = 1;
  #ended = false;
  #drained = false;
  #started = false;
  #underrunSamples = 0;
  #paused = false;
  #fade: "in" | "out" | null = null;
  /** The last of a cleared utterance, fading out, so that a stop makes no click. */
  #tail: Float32Array | null = null;
  #positionTime = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<WorkletRequest>) => this.#receive(data);
  }

  #receive(request: WorkletRequest): void {
    switch (request.type) {
      case "push":
        this.#marks.push({ at: this.#stretch.pushed, mark: request.mark });
        this.#stretch.push(request.samples);
        return;
      case "end":
        this.#ended = true;
        this.#stretch.end();
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
        this.#stretch.rate = request.rate;
    }
  }

  #clear(run: number): void {
    if (!this.#paused) {
      this.#tail = new Float32Array(128);
      this.#stretch.pull(this.#tail);
      ramp(this.#tail, "out");
    }
    this.#stretch = new TimeStretch(sampleRate);
    this.#stretch.rate = this.#rate;
    this.#marks = [];
    this.#run = run;
    this.#ended = this.#drained = this.#started = this.#paused = false;
    this.#underrunSamples = 0;
    this.#fade = null;
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (!output) return true;
    if (this.#tail) {
      output.set(this.#tail.subarray(0, output.length));
      this.#tail = null;
      return true;
    }
    if (this.#paused && this.#fade !== "out") return true;

    const filled = this.#stretch.pull(output);
    if (this.#fade) {
      ramp(output, this.#fade);
      this.#fade = null;
    }
    this.#report(filled, output.length);
    return true;
  }

  #report(filled: number, wanted: number): void {
    const { position } = this.#stretch;
    while (this.#marks[0] && this.#marks[0].at < position) {
      this.#started = true;
      this.#send({ type: "mark", run: this.#run, mark: this.#marks[0].mark });
      this.#marks.shift();
    }
    if (filled < wanted && this.#started) {
      if (!this.#ended) this.#underrunSamples += wanted - filled;
      else if (!this.#drained) {
        this.#drained = true;
        this.#send({ type: "drained", run: this.#run });
      }
    }
    // An utterance without a single sample is over as soon as it has ended.
    if (this.#ended && !this.#drained && !this.#started && this.#stretch.pushed === 0) {
      this.#drained = true;
      this.#send({ type: "drained", run: this.#run });
    }
    if (currentTime - this.#positionTime >= positionIntervalSeconds) {
      this.#positionTime = currentTime;
      this.#send({ type: "position", run: this.#run, consumedSamples: position, underrunSamples: this.#underrunSamples });
    }
  }

  #send(event: WorkletEvent): void {
    this.port.postMessage(event);
  }
}

function ramp(samples: Float32Array, direction: "in" | "out"): void {
  for (let i = 0; i < samples.length; i++) {
    const rising = (i + 0.5) / samples.length;
    samples[i] = (samples[i] ?? 0) * (direction === "in" ? rising : 1 - rising);
  }
}

registerProcessor(processorName, PcmPlayer);
