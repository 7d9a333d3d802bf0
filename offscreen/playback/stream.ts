import { processorName, type WorkletEvent, type WorkletRequest } from "./worklet/messages.ts";

/**
 * A stream of sound to the device. When it starts, it fills the device's buffer at once, so sound that was sent before the start is heard
 * soon. Sound that is sent to a running stream waits behind what is in that buffer.
 */
export interface Stream {
  send(request: WorkletRequest): void;
  /** `volume` is 0 to 1. While the stream runs it changes gradually, so that there is no click. */
  setVolume(volume: number): void;
  start(): void;
  /** Silences the stream at once. What the device has buffered is dropped. */
  stop(): void;
  /**
   * Resolves `marginSeconds` after everything rendered so far should have been heard. The margin is needed because a busy machine may be
   * later, and because the latency that the browser reports is up to 40 ms too short.
   */
  heard(marginSeconds: number): Promise<void>;
}

/** Opens a stream that renders `bufferSeconds` ahead. The device buffers about as much again. */
export type OpenStream = (bufferSeconds: number, onEvent: (event: WorkletEvent) => void) => Promise<Stream>;

const volumeGlideSeconds = 0.01;

/** Opens a stream of the browser, not running yet. `assetsUrl` is the extension's root, `sampleRate` is in hertz. */
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
  node.port.onmessage = ({ data }: MessageEvent<WorkletEvent>) => onEvent("at" in data ? { ...data, at: heardAt(context, data.at) } : data);
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
      // `Output.wake` reports a missing device.
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

/** A time at which a sample is heard cannot be further from now than this, in milliseconds. Otherwise the browser's answer is from before a pause. */
const plausibleLagMs = 1_000;

/** When the sample that is rendered at `atSeconds` of the context's clock is heard, in milliseconds since the epoch. */
function heardAt(context: AudioContext, atSeconds: number): number {
  const nowMs = performance.now();
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  const heardMs = performanceTime + (atSeconds - contextTime) * 1000;
  const isPlausible = performanceTime > 0 && Math.abs(heardMs - nowMs) < plausibleLagMs;
  const latencySeconds = context.baseLatency + (context.outputLatency || 0);
  const aheadMs = isPlausible ? heardMs - nowMs : (atSeconds - context.currentTime + latencySeconds) * 1000;
  return Date.now() + aheadMs + (isLinux ? Math.max(0, context.baseLatency - 0.035) * 600 : 0);
}

/**
 * With PulseAudio, Chromium reports a latency that is too short, the more so the longer the buffer is: 5 ms with 0.04 s and 43 ms with 0.1 s,
 * measured from the time at which a word was to be heard to its time in a recording.
 */
const isLinux = navigator.userAgent.includes("Linux") && !navigator.userAgent.includes("Android");
