import { createWaiters } from "../../src/shared/waiters.ts";
import type { Pcm } from "../vocabulary.ts";
import type { OpenOutput, Output } from "./output.ts";
import type { WorkletEvent } from "./worklet/messages.ts";

/** How much sound waits to be heard, at rate 1, before more is made: what bridges a slow sentence, and bounds memory. */
const readAheadSeconds = 20;
/** The device is given back after this long without sound; until then the next utterance need not wait for it, nor a headset for its link. */
export const sleepAfterMs = 30_000;

/** One utterance on its way to the ear. What waits to be heard is marked with numbers that grow. */
export interface Playback {
  /** Resolves when sound of `sampleRate` (hertz) may be pushed: sound of another rate was heard, and less than 20 s wait. Rejects with `soundUnavailable`. */
  room(sampleRate: number, signal: AbortSignal): Promise<void>;
  /** Queues `pcm` behind what waits; to be called after `room` for its rate. A `mark` comes back through `onMark` when it is heard; sound without one belongs to the last. */
  push(pcm: Pcm, mark: number | null): void;
  /** Drops what waits after `mark`, but nothing of a mark that is being heard already; resolves with the last mark that is left, or null. */
  keepUpTo(mark: number): Promise<number | null>;
  /** Resolves when the last sample was heard. */
  finish(signal: AbortSignal): Promise<void>;
}

/** Plays one utterance at a time. */
export interface Player {
  /** Silences what plays and begins an utterance; when `signal` aborts it is silenced and its promises reject with the signal's reason. */
  start(onMark: (mark: number) => void, signal: AbortSignal): Playback;
  pause(): void;
  /** Rejects with `soundUnavailable` if the device does not start again. */
  resume(): Promise<void>;
  /** 1 is the voice's own; the pitch stays. */
  setRate(rate: number): void;
  /** 0 to 1. */
  setVolume(volume: number): void;
  /** Milliseconds of silence since the player was made in which sound was due and had not come. */
  underrunMs(): number;
}

/** An output while it plays an utterance's sound; samples count from its `clear` on. */
interface Active {
  sampleRate: number;
  output: Output;
  pushedSamples: number;
  consumedSamples: number;
  underrunSamples: number;
  drained: boolean;
  /** The utterance's last mark before this output's first. */
  markBefore: number | null;
}

/**
 * Opens the player with an output for `usualSampleRate` (hertz) ready; others open when they are needed.
 *
 * Invariants: only one output has samples at any time, so sound of different sample rates is heard one after another; `run` grows
 * with each clear, and events of earlier runs are dropped. An output is awake while it is active and not paused, and for half a minute longer.
 */
export function createPlayer(openOutput: OpenOutput, usualSampleRate: number): Player {
  const outputs = new Map<number, Promise<Output>>();
  const sleepTimers = new Map<Output, ReturnType<typeof setTimeout>>();
  let active: Active | undefined;
  let run = 0;
  let rate = 1;
  let volume = 1;
  let paused = false;
  let underrunMs = 0;
  let lastMark: number | null = null;
  let onMark: (mark: number) => void = () => undefined;
  let onKept: (mark: number | null) => void = () => undefined;
  const waiters = createWaiters();

  const onEvent = (sampleRate: number, event: WorkletEvent): void => {
    if (active?.sampleRate !== sampleRate || event.run !== run) return;
    switch (event.type) {
      case "mark":
        return onMark(event.mark);
      case "position":
        underrunMs += ((event.underrunSamples - active.underrunSamples) / sampleRate) * 1000;
        active.underrunSamples = event.underrunSamples;
        active.consumedSamples = event.consumedSamples;
        break;
      case "kept":
        active.pushedSamples = event.pushedSamples;
        return onKept(event.mark ?? active.markBefore);
      case "drained":
        // Samples may have been pushed since.
        active.drained = event.pushedSamples === active.pushedSamples;
    }
    waiters.wake();
  };

  const outputFor = (sampleRate: number): Promise<Output> => {
    let output = outputs.get(sampleRate);
    if (!output) {
      output = openOutput(sampleRate, (event) => onEvent(sampleRate, event));
      output.catch(() => outputs.delete(sampleRate));
      outputs.set(sampleRate, output);
    }
    return output;
  };

  /** Has an output give its device back in a while, unless it is playing then. */
  const rest = (output: Output): void => {
    clearTimeout(sleepTimers.get(output));
    sleepTimers.set(output, setTimeout(() => (active?.output !== output || paused) && output.sleep(), sleepAfterMs));
  };

  const wake = (output: Output): Promise<void> => {
    rest(output);
    return output.wake();
  };

  const silence = (): void => {
    if (!active) return;
    const { output } = active;
    active = undefined;
    output.send({ type: "clear", run: ++run });
    rest(output);
  };

  const drain = async (signal: AbortSignal): Promise<void> => {
    const draining = active;
    if (!draining) return;
    draining.output.send({ type: "end" });
    await waiters.until(() => draining.drained, signal);
  };

  const activate = async (sampleRate: number, signal: AbortSignal): Promise<Active> => {
    if (active?.sampleRate === sampleRate) return active;
    await drain(signal);
    silence();
    const output = await outputFor(sampleRate);
    signal.throwIfAborted();
    active = { sampleRate, output, pushedSamples: 0, consumedSamples: 0, underrunSamples: 0, drained: false, markBefore: lastMark };
    output.send({ type: "clear", run: ++run });
    output.send({ type: "rate", rate });
    output.setVolume(volume);
    if (paused) output.send({ type: "pause", paused });
    else await wake(output);
    signal.throwIfAborted();
    return active;
  };

  void outputFor(usualSampleRate).catch(() => undefined);

  return {
    start(heard, ended) {
      silence();
      paused = false;
      onMark = heard;
      lastMark = null;
      // The device starts while the first sound is made; what it says of a failure it says again when there is sound.
      void outputFor(usualSampleRate).then(wake).catch(() => undefined);
      ended.addEventListener("abort", () => onMark === heard && silence(), { once: true });
      return {
        async room(sampleRate, signal) {
          const current = await activate(sampleRate, signal);
          await waiters.until(() => (current.pushedSamples - current.consumedSamples) / sampleRate < readAheadSeconds, signal);
        },
        push({ samples, sampleRate }, mark) {
          if (active?.sampleRate !== sampleRate) throw new Error("push before room");
          active.pushedSamples += samples.length;
          active.drained = false;
          lastMark = mark ?? lastMark;
          active.output.send({ type: "push", samples, mark });
        },
        async keepUpTo(mark) {
          if (!active) return lastMark;
          const answered = new Promise<number | null>((resolve) => (onKept = resolve));
          active.output.send({ type: "keepUpTo", mark });
          ended.addEventListener("abort", () => onKept(null), { once: true });
          lastMark = await answered;
          ended.throwIfAborted();
          return lastMark;
        },
        finish: async (signal) => {
          await drain(signal);
          silence();
        },
      };
    },
    pause() {
      paused = true;
      active?.output.send({ type: "pause", paused });
      if (active) rest(active.output);
    },
    async resume() {
      paused = false;
      active?.output.send({ type: "pause", paused });
      if (active) await wake(active.output);
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
