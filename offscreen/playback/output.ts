import { SpokenError } from "../../src/shared/errors.ts";
import { processorName, type WorkletEvent, type WorkletRequest } from "./worklet/messages.ts";

/** A way to the loudspeaker for samples of one rate, which the browser resamples for the device once, at the very end. */
export interface Output {
  /** What was pushed is heard at once, and `clear` silences at once, also what the device holds. */
  send(request: WorkletRequest): void;
  /** 0 to 1; glides, so that it makes no click. */
  setVolume(volume: number): void;
  /** Starts the device, or keeps it awake while sound is being made; rejects with `soundUnavailable` if it does not start. */
  wake(): Promise<void>;
  /** Gives the device back until the next `wake`. */
  sleep(): void;
}

/** What is rendered ahead, and the device holds as much again: long enough to outlast a busy moment of the machine, short enough for a pause to be heard at once. */
const bufferSeconds = 0.04;
/** Added to what the browser says of the way to the loudspeaker, which is up to 40 ms too short. */
const latencyMarginSeconds = 0.05;
const wakeTimeoutMs = 5_000;
const volumeGlideSeconds = 0.01;

/** Opens an output for samples of one rate (hertz). */
export type OpenOutput = (sampleRate: number, onEvent: (event: WorkletEvent) => void) => Promise<Output>;

/**
 * Opens an output of the browser's; `assetsUrl` is the extension's root, `sampleRate` in hertz.
 *
 * Invariants: `context` runs only while there is sound to play, for one that starts fills its device's buffer at once, whereas sound that is
 * pushed into one that runs waits behind the silence in that buffer; and one that is suspended drops what its device holds. `keeper` plays
 * nothing: it keeps the device, and a headset's link, awake in between.
 */
export async function openOutput(
  sampleRate: number,
  assetsUrl: string,
  onEvent: (event: WorkletEvent) => void,
): Promise<Output> {
  const context = new AudioContext({ sampleRate, latencyHint: bufferSeconds });
  const keeper = new AudioContext();
  await Promise.all([context.suspend(), keeper.suspend(), context.audioWorklet.addModule(`${assetsUrl}offscreen/playback-worklet.js`)]);
  const node = new AudioWorkletNode(context, processorName, { numberOfInputs: 0, outputChannelCount: [1] });
  const gain = new GainNode(context);
  node.connect(gain).connect(context.destination);
  node.port.onmessage = ({ data }: MessageEvent<WorkletEvent>) => {
    if (data.type !== "drained") return onEvent(data);
    // The last sample was rendered; it is heard when it has gone all the way.
    setTimeout(() => onEvent(data), 1000 * (context.baseLatency + (context.outputLatency || 0) + latencyMarginSeconds));
  };

  let hasSound = false;
  let paused = false;
  const flow = (): void => {
    // What hinders it is told by `wake`.
    if (hasSound && !paused) context.resume().catch(() => undefined);
  };

  return {
    send(request) {
      node.port.postMessage(request);
      if (request.type === "clear") {
        hasSound = paused = false;
        void context.suspend();
      }
      if (request.type === "push") hasSound = true;
      if (request.type === "pause") ({ paused } = request);
      if (request.type === "push" || request.type === "pause") flow();
    },
    setVolume(volume) {
      if (hasSound) gain.gain.setTargetAtTime(volume, context.currentTime, volumeGlideSeconds);
      else gain.gain.value = volume;
    },
    async wake() {
      flow();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new SpokenError("soundUnavailable", "the sound device did not start")), wakeTimeoutMs);
      });
      await Promise.race([keeper.resume(), late]).finally(() => clearTimeout(timer));
    },
    sleep() {
      void keeper.suspend();
      void context.suspend();
    },
  };
}
