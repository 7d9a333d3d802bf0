/** @file Runs on the audio thread, where sound continues without a gap even when the page's own thread is busy. */
import { processorName, type WorkletEvent, type WorkletRequest } from "./messages.ts";
import { PlayQueue } from "./play-queue.ts";

class PcmPlayer extends AudioWorkletProcessor {
  readonly #queue = new PlayQueue(sampleRate, (event: WorkletEvent) => this.port.postMessage(event));

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<WorkletRequest>) => this.#queue.receive(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (output) this.#queue.render(output, currentTime);
    return true;
  }
}

registerProcessor(processorName, PcmPlayer);
