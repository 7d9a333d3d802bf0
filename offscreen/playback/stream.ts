import { processorName, type WorkletEvent, type WorkletRequest } from "./worklet/messages.ts";

/**
 * A stream of sound to the device, which plays while it runs. One that starts fills its device's buffer at once, so that what it was
 * given before is heard soon, whereas sound that is pushed into one that runs waits behind what is in that buffer.
 */
export interface Stream {
  send(request: WorkletRequest): void;
  /** 0 to 1; glides while it runs, so that it makes no click. */
  setVolume(volume: number): void;
  start(): void;
  /** Silences it at once: what the device holds is dropped. */
  stop(): void;
  /** Resolves `marginSeconds` after all that was rendered so far should have been heard: a busy machine may be later, and what the browser says is up to 40 ms too short. */
  heard(marginSeconds: number): Promise<void>;
}

/** Opens a stream that renders so many seconds ahead; its device holds about as much again. */
export type OpenStream = (bufferSeconds: number, onEvent: (event: WorkletEvent) => void) => Promise<Stream>;

const volumeGlideSeconds = 0.01;

/** Opens a stream of the browser's, not running; `assetsUrl` is the extension's root, `sampleRate` in hertz. */
export async function openStream(
  sampleRate: number,
  assetsUrl: string,
  bufferSeconds: number,
  onEvent: (event: WorkletEvent) => void,
): Promise<Stream> {
  const context = new AudioContext({ sampleRate, latencyHint: bufferSeconds });
  await Promise.all([context.suspend(), context.audioWorklet.addModule(`${assetsUrl}offscreen/playback-worklet.js`)]);
  const node = new AudioWorkletNode(context, processorName, { numberOfInputs: 0, outputChannelCount: [1] });
  const gain = new GainNode(context);
  node.connect(gain).connect(context.destination);
  node.port.onmessage = ({ data }: MessageEvent<WorkletEvent>) => onEvent(data);
  let isRunning = false;

  return {
    send(request) {
      node.port.postMessage(request);
    },
    setVolume(volume) {
      if (isRunning) gain.gain.setTargetAtTime(volume, context.currentTime, volumeGlideSeconds);
      else gain.gain.value = volume;
    },
    start() {
      if (isRunning) return;
      isRunning = true;
      // Whether there is a device at all is found out by `Output.wake`.
      context.resume().catch(() => undefined);
    },
    stop() {
      isRunning = false;
      void context.suspend();
    },
    heard(marginSeconds) {
      const latencySeconds = context.baseLatency + (context.outputLatency || 0);
      return new Promise((resolve) => setTimeout(resolve, 1000 * (latencySeconds + marginSeconds)));
    },
  };
}
