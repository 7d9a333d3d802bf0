import type { Pcm } from "../vocabulary.ts";
import { openOutput, type Output } from "./output.ts";
import type { WorkletEvent } from "./worklet/messages.ts";

/** How much sound waits to be heard, at rate 1, before more is made: what bridges a slow sentence, and bounds memory. */
const readAheadSeconds = 20;
/** The device is given back after this long without sound; until then the next utterance need not wait for it, nor a headset for its link. */
const sleepAfterMs = 30_000;

/** One utterance on its way to the ear. */
export interface Playback {
  /** Queues `pcm` behind what waits already; `mark` comes back through `onMark` when it is heard. Resolves when there is room for more. */
  enqueue(pcm: Pcm, mark: number): Promise<void>;
  /** Resolves when the last sample was heard. */
  finish(): Promise<void>;
}

/** Plays one utterance at a time. */
export interface Player {
  /** Silences what plays and begins an utterance; when `signal` aborts it is silenced and its promises reject with the signal's reason. */
  start(onMark: (mark: number) => void, signal: AbortSignal): Playback;
  pause(): void;
  resume(): void;
  /** 1 is the voice's own; the pitch stays. */
  setRate(rate: number): void;
  /** 0 to 1. */
  setVolume(volume: number): void;
  /** Milliseconds of silence since the player was made in which sound was due and had not come. */
  underrunMs(): number;
}

/**
 * Opens the player with an output for `usualSampleRate` (hertz) ready; others open when they are needed.
 *
 * Invariants: only one output has samples at any time, so pieces of different sample rates are heard one after another; `run` grows
 * with each clear, and events of earlier runs are dropped.
 */
export function createPlayer(assetsUrl: string, usualSampleRate: number): Player {
  const outputs = new Map<number, Promise<Output>>();
  let active: { sampleRate: number; output: Output; pushedSamples: number; consumedSamples: number; underrunSamples: number; drained: boolean } | undefined;
  let run = 0;
  let rate = 1;
  let volume = 1;
  let paused = false;
  let underrunMs = 0;
  let sleepTimer: ReturnType<typeof setTimeout> | undefined;
  let onMark: (mark: number) => void = () => undefined;
  let news = Promise.withResolvers<void>();

  const wakeWaiting = (): void => {
    news.resolve();
    news = Promise.withResolvers();
  };

  const onEvent = (sampleRate: number, event: WorkletEvent): void => {
    if (active?.sampleRate !== sampleRate || event.run !== run) return;
    if (event.type === "mark") return onMark(event.mark);
    if (event.type === "position") {
      underrunMs += ((event.underrunSamples - active.underrunSamples) / sampleRate) * 1000;
      active.underrunSamples = event.underrunSamples;
      active.consumedSamples = event.consumedSamples;
    } else active.drained = true;
    wakeWaiting();
  };

  const outputFor = (sampleRate: number): Promise<Output> => {
    let output = outputs.get(sampleRate);
    if (!output) {
      output = openOutput(sampleRate, assetsUrl, (event) => onEvent(sampleRate, event));
      output.catch(() => outputs.delete(sampleRate));
      outputs.set(sampleRate, output);
    }
    return output;
  };

  const silence = (): void => {
    active?.output.send({ type: "clear", run: ++run });
    const quiet = active?.output;
    active = undefined;
    clearTimeout(sleepTimer);
    if (quiet) sleepTimer = setTimeout(() => quiet.sleep(), sleepAfterMs);
  };

  /** Waits until `done()`, looking again at each piece of news from the worklet. */
  const until = async (done: () => boolean, signal: AbortSignal): Promise<void> => {
    while (!done()) {
      signal.throwIfAborted();
      await news.promise;
    }
    signal.throwIfAborted();
  };

  const drain = async (signal: AbortSignal): Promise<void> => {
    const draining = active;
    if (!draining) return;
    draining.output.send({ type: "end" });
    await until(() => draining.drained, signal);
  };

  const activate = async (sampleRate: number, signal: AbortSignal): Promise<NonNullable<typeof active>> => {
    if (active?.sampleRate === sampleRate) return active;
    await drain(signal);
    silence();
    const output = await outputFor(sampleRate);
    signal.throwIfAborted();
    clearTimeout(sleepTimer);
    active = { sampleRate, output, pushedSamples: 0, consumedSamples: 0, underrunSamples: 0, drained: false };
    output.send({ type: "clear", run: ++run });
    output.send({ type: "rate", rate });
    output.setVolume(volume);
    if (paused) output.send({ type: "pause", paused });
    else await output.wake();
    signal.throwIfAborted();
    return active;
  };

  void outputFor(usualSampleRate).catch(() => undefined);

  return {
    start(heard, signal) {
      silence();
      paused = false;
      onMark = heard;
      // The device starts while the first sound is made; what it says of a failure it says again when there is sound.
      void outputFor(usualSampleRate).then((output) => output.wake()).catch(() => undefined);
      const onAbort = (): void => {
        if (onMark === heard) silence();
        wakeWaiting();
      };
      signal.addEventListener("abort", onAbort, { once: true });
      return {
        async enqueue({ samples, sampleRate }, mark) {
          const current = await activate(sampleRate, signal);
          current.pushedSamples += samples.length;
          current.output.send({ type: "push", samples, mark });
          const waiting = (): number => (current.pushedSamples - current.consumedSamples) / sampleRate;
          await until(() => waiting() < readAheadSeconds, signal);
        },
        async finish() {
          await drain(signal);
          silence();
        },
      };
    },
    pause() {
      paused = true;
      active?.output.send({ type: "pause", paused });
    },
    resume() {
      paused = false;
      void active?.output.wake();
      active?.output.send({ type: "pause", paused });
    },
    setRate(value) {
      rate = value;
      active?.output.send({ type: "rate", rate });
    },
    setVolume(value) {
      volume = value;
      active?.output.setVolume(volume);
    },
    underrunMs: () => underrunMs,
  };
}
