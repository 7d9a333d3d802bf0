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
  node.port.onmessage = ({ data }: MessageEvent<WorkletEvent>) => {
    if (!("at" in data)) return onEvent(data);
    started ??= { atMs: Date.now(), contextSeconds: data.at };
    onEvent({ ...data, at: heardAt(context, started, data.at) });
  };
  let isRunning = false;
  let started: StreamStart | undefined;

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
      started = undefined;
      // `Output.wake` reports a missing device.
      context.resume().catch(() => undefined);
    },
    stop() {
      isRunning = false;
      void context.suspend();
    },
    heard(marginSeconds) {
      const latencySeconds = context.baseLatency + (isFirefox ? mostFirefoxLatencySeconds : context.outputLatency || 0);
      return new Promise((resolve) => setTimeout(resolve, 1000 * (latencySeconds + marginSeconds)));
    },
  };
}

/** For so long after a stream's start the browser does not know how late its sound is. */
const startSeconds = 0.25;
/** What the browser says of a stream's sound is from before a pause if it is older than this and the stream's buffer. */
const maxAgeMs = 100;

/** When a stream rendered its first sample: by the clock of the system, in milliseconds since the epoch, and by that of the stream. */
interface StreamStart {
  atMs: number;
  contextSeconds: number;
}

/**
 * Firefox must not be asked for the latency of a stream that runs, neither with `outputLatency` nor with `getOutputTimestamp`: the question goes
 * to the audio server, which waits for the audio callback, which waits for a lock of this process. All pages of the extension then stand
 * still for minutes (seen in the stacks of Firefox 153 with PulseAudio). So its latency is estimated: the usual one, and one that is long
 * enough for most wireless headsets.
 */
const isFirefox = navigator.userAgent.includes("Firefox/");
const usualFirefoxLatencySeconds = 0.04;
const mostFirefoxLatencySeconds = 0.25;

/** When the sample that is rendered at `atSeconds` of the context's clock is heard, in milliseconds since the epoch. */
function heardAt(context: AudioContext, { atMs, contextSeconds }: StreamStart, atSeconds: number): number {
  // The event came just after the sample was rendered.
  if (isFirefox) return Date.now() + usualFirefoxLatencySeconds * 1000;
  const sinceStart = atSeconds - contextSeconds;
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  const ageMs = performance.now() - performanceTime;
  // A stream that starts fills the device's buffer at once.
  if (sinceStart < startSeconds || ageMs > maxAgeMs + context.baseLatency * 1000) return atMs + (sinceStart + context.baseLatency) * 1000;
  const unreportedMs = isLinux ? Math.max(0, context.baseLatency - 0.035) * 600 : 0;
  return Date.now() - performance.now() + performanceTime + (atSeconds - contextTime) * 1000 + unreportedMs;
}

/**
 * With PulseAudio, Chromium reports a latency that is too short, the more so the longer the buffer is: 5 ms with 0.04 s and 43 ms with 0.1 s,
 * measured from the time at which a word was to be heard to its time in a recording.
 */
const isLinux = navigator.userAgent.includes("Linux") && !navigator.userAgent.includes("Android");
