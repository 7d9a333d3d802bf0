import type { Pcm } from "../index.ts";
import { isFirefox } from "./is-firefox.ts";

/** So much waits to be heard before `add` keeps its caller waiting. */
const mostWaitingSeconds = 10;
/** The device holds so much ready, so that a machine that is busy does not interrupt the sound. */
const readySeconds = 0.1;
/** The first sample begins this long after it is given, so that it begins whole. */
const leadSeconds = 0.05;

/** A browser without a sound device never starts an `AudioContext`, and does not say so. */
const startTimeoutMs = 10_000;

/** The sound device did not start. */
export class NoSoundDevice extends Error {}

/** Sound that is given in chunks and heard without a gap between them. */
export interface Playback {
  /** Has a chunk heard after those before; resolves when the next may be given. All chunks have one sample rate. Rejects with `NoSoundDevice`. */
  add(chunk: Pcm): Promise<void>;
  /** Resolves when all that was given has been heard, or after `stop`. */
  finished(): Promise<void>;
  /** How much has been heard. */
  heardSeconds(): number;
  /** How much has been given. */
  addedSeconds(): number;
  /** `performance.now()` at which the first sample is heard; undefined before anything was given. */
  beganAtMs(): number | undefined;
  /** Silence at once. */
  stop(): void;
}

/** One `AudioContext` for each sample rate: where the rates are equal, chunks meet sample by sample, and nothing is resampled at their borders. */
const contexts = new Map<number, AudioContext>();

function contextFor(sampleRate: number): AudioContext {
  const context = contexts.get(sampleRate) ?? new AudioContext({ sampleRate, latencyHint: readySeconds });
  contexts.set(sampleRate, context);
  return context;
}

/** Begins a playback; the first one of a page needs a click or key of the person, else browsers keep it silent. */
export function startPlayback(): Playback {
  let context: AudioContext | undefined;
  /** The context's time at which the first sample would have been heard, had no chunk come late. */
  let origin = 0;
  let added = 0;
  let heard = 0;
  let beganAt: number | undefined;
  let isStopped = false;
  let late = false;
  const sources = new Set<AudioBufferSourceNode>();
  let wake: () => void = () => undefined;

  /** What the browser says of its delay goes up and down; what was heard stays heard. */
  const heardSeconds = (): number => {
    if (context) heard = Math.max(heard, Math.min(added, context.currentTime - delayOf(context) - origin));
    return heard;
  };
  const until = async (isReached: () => boolean): Promise<void> => {
    const isOver = (): boolean => isStopped || isReached();
    while (!isOver()) await new Promise<void>((resolve) => (wake = resolve));
  };

  return {
    async add({ samples, sampleRate }) {
      if (isStopped || samples.length === 0) return;
      const current = (context ??= contextFor(sampleRate));
      // A context starts when it has a device, and was allowed to by a click or key.
      current.onstatechange = () => wake();
      if (current.state !== "running") void current.resume();
      const isLate = setTimeout(() => {
        late = true;
        wake();
      }, startTimeoutMs);
      await until(() => late || current.state === "running");
      clearTimeout(isLate);
      if (late && !isStopped) throw new NoSoundDevice("the AudioContext did not start");
      if (isStopped) return;
      const soonest = current.currentTime + (added === 0 ? leadSeconds : 0);
      // A chunk that comes late begins now, and all after it later; on a whole sample, as the chunk before it ended on one.
      if (added === 0 || origin + added < soonest) origin = Math.ceil(soonest * sampleRate) / sampleRate - added;
      beganAt ??= performance.now() + (origin - current.currentTime + delayOf(current)) * 1000;
      const buffer = current.createBuffer(1, samples.length, sampleRate);
      buffer.copyToChannel(samples, 0);
      const source = current.createBufferSource();
      // Firefox takes what the buffer holds at this moment.
      source.buffer = buffer;
      source.connect(current.destination);
      source.onended = () => {
        sources.delete(source);
        wake();
      };
      sources.add(source);
      source.start(origin + added);
      added += samples.length / sampleRate;
      await until(() => added - heardSeconds() < mostWaitingSeconds);
    },
    finished: () => until(() => sources.size === 0),
    heardSeconds,
    addedSeconds: () => added,
    beganAtMs: () => beganAt,
    stop() {
      isStopped = true;
      for (const source of sources) source.disconnect();
      sources.clear();
      wake();
    },
  };
}

/** From the context to the ear, in seconds, as far as the browser knows. Firefox is not asked: while it plays, the question can block it. */
function delayOf(context: AudioContext): number {
  if (isFirefox) return usualFirefoxLatencySeconds;
  return Number.isFinite(context.outputLatency) ? context.outputLatency : 0;
}

const usualFirefoxLatencySeconds = 0.04;
