import { SpokenError } from "../../src/shared/errors.ts";
import { processorName, type WorkletEvent, type WorkletRequest } from "./worklet/messages.ts";

/** A way to the loudspeaker for samples of one rate, which the browser resamples for the device once, at the very end. */
export interface Output {
  send(request: WorkletRequest): void;
  /** 0 to 1; glides, so that it makes no click. */
  setVolume(volume: number): void;
  /** Lets sound flow; rejects with `soundUnavailable` if the device does not start. */
  wake(): Promise<void>;
  /** Gives the device back until the next `wake`. */
  sleep(): void;
}

/** What the device holds ready: long enough to outlast a busy moment of the machine, short enough for a stop to be heard at once. */
const bufferSeconds = 0.02;
const wakeTimeoutMs = 5_000;
const volumeGlideSeconds = 0.01;

/** Opens an output for samples of one rate (hertz). */
export type OpenOutput = (sampleRate: number, onEvent: (event: WorkletEvent) => void) => Promise<Output>;

/** Opens an output of the browser's; `assetsUrl` is the extension's root, `sampleRate` in hertz. */
export async function openOutput(
  sampleRate: number,
  assetsUrl: string,
  onEvent: (event: WorkletEvent) => void,
): Promise<Output> {
  const context = new AudioContext({ sampleRate, latencyHint: bufferSeconds });
  await context.audioWorklet.addModule(`${assetsUrl}offscreen/playback-worklet.js`);
  const node = new AudioWorkletNode(context, processorName, { numberOfInputs: 0, outputChannelCount: [1] });
  const gain = new GainNode(context);
  node.connect(gain).connect(context.destination);
  node.port.onmessage = ({ data }: MessageEvent<WorkletEvent>) => onEvent(data);

  return {
    send(request) {
      node.port.postMessage(request);
    },
    setVolume(volume) {
      gain.gain.setTargetAtTime(volume, context.currentTime, volumeGlideSeconds);
    },
    async wake() {
      if (context.state === "running") return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new SpokenError("soundUnavailable", "the sound device did not start")), wakeTimeoutMs);
      });
      await Promise.race([context.resume(), late]).finally(() => clearTimeout(timer));
    },
    sleep() {
      void context.suspend();
    },
  };
}
