import { createWaiters } from "../../src/shared/waiters.ts";
import { positionAt } from "../../src/shared/clock.ts";
import type { Clock } from "../../src/shared/protocol.ts";
import type { Pcm } from "../vocabulary.ts";
import type { OpenOutput, Output } from "./output.ts";
import type { WorkletEvent } from "./worklet/messages.ts";

/**
 * How many seconds of sound (at rate 1) may be queued before synthesis waits. This covers a sentence that is slow to make, and limits
 * memory.
 */
const readAheadSeconds = 20;
/** A clock that is wrong by less than this is not corrected: nobody sees it. */
const clockToleranceSeconds = 0.008;
/**
 * The device is released after this long without sound. Until then the next utterance does not wait for the device or for the link to a
 * headset.
 */
export const sleepAfterMs = 30_000;

/** The playback of one utterance. Queued sound is marked with increasing numbers. */
export interface Playback {
  /**
   * Resolves when sound of `sampleRate` (hertz) may be pushed: sound of any other rate has been heard, and less than 20 s are queued.
   * Rejects with `soundUnavailable`.
   */
  room(sampleRate: number, signal: AbortSignal): Promise<void>;
  /**
   * Adds `pcm` to the queue; call it after `room` for its rate. `onMark` is called with `mark` when the sound is heard. Sound without a
   * mark belongs to the last mark.
   */
  push(pcm: Pcm, mark: number | null): void;
  /**
   * Drops queued sound after `mark`, except that of a mark which is already being heard. If `mark` is being heard, its sound is cut at the
   * first of `cuts` (seconds after its start, increasing) that has not been rendered yet. Resolves to the last mark that is left, or null,
   * and to the index of the cut that was made, or null.
   */
  keepUpTo(mark: number, cuts?: readonly number[]): Promise<Kept>;
  /** Drops everything, also what is being heard, and goes on if it was paused. */
  restart(): void;
  /** Resolves when the last sample has been heard. */
  finish(signal: AbortSignal): Promise<void>;
}

/** The answer to `keepUpTo`. */
interface Kept {
  mark: number | null;
  cut: number | null;
}

/** Called with what is heard of an utterance. */
export interface PlaybackEvents {
  /** A mark's first sample is about to be heard, at `clock.atMs`. */
  onMark(mark: number, clock: Clock): void;
  /** The sound of the last mark moves on in another way than its last clock told. */
  onClock(clock: Clock): void;
}

/** Plays one utterance at a time. */
export interface Player {
  /**
   * Stops what is playing and starts an utterance. When `signal` aborts, the sound stops and the pending promises reject with the signal's
   * reason.
   */
  start(events: PlaybackEvents, signal: AbortSignal): Playback;
  pause(): void;
  /** Rejects with `soundUnavailable` if the device does not start again. */
  resume(): Promise<void>;
  /** `rate` 1 is the voice's own rate. The pitch does not change. */
  setRate(rate: number): void;
  /** `pitch` 1 is the voice's own pitch. The rate does not change. */
  setPitch(pitch: number): void;
  /** `volume` is 0 to 1. */
  setVolume(volume: number): void;
  /** Seconds of sound (at rate 1) that were pushed and not heard yet. */
  waitingSeconds(): number;
  /** Milliseconds of silence, since the player was created, that were heard because the next sound was not ready. */
  underrunMs(): number;
}

/** The output that plays an utterance's sound. Samples are counted from its last `clear`. */
interface Active {
  sampleRate: number;
  output: Output;
  pushedSamples: number;
  consumedSamples: number;
  underrunSamples: number;
  drained: boolean;
  /** The utterance's last mark before the first mark of this output, and how much of its sound other outputs have played, in seconds. */
  markBefore: number | null;
  secondsBefore: number;
  /** The samples at which the marks that are not dropped start, and the last one that was heard. */
  starts: Map<number, number>;
  heard: number | null;
}

/**
 * Creates the player, with an output for `usualSampleRate` (hertz) already opening. Other outputs open when they are needed.
 *
 * Invariants:
 * - Only one output has samples at any time, so sounds of different sample rates never overlap.
 * - `run` grows with each clear. Events of earlier runs are ignored.
 * - An output is awake while it is active and not paused, and for half a minute afterwards.
 */
export function createPlayer(openOutput: OpenOutput, usualSampleRate: number): Player {
  const outputs = new Map<number, Promise<Output>>();
  const sleepTimers = new Map<Output, ReturnType<typeof setTimeout>>();
  let active: Active | undefined;
  let run = 0;
  let rate = 1;
  let pitch = 1;
  let volume = 1;
  let paused = false;
  let underrunMs = 0;
  let lastMark: number | null = null;
  /** The duration of the sound that was pushed for the last mark. */
  let lastMarkSeconds = 0;
  let clock: Clock | undefined;
  let events: PlaybackEvents | undefined;
  let onKept: (kept: Kept) => void = () => undefined;
  const waiters = createWaiters();

  const onEvent = (sampleRate: number, event: WorkletEvent): void => {
    if (active?.sampleRate !== sampleRate || event.run !== run) return;
    switch (event.type) {
      case "mark":
        active.heard = event.mark;
        clock = { atMs: event.at, seconds: 0, rate };
        return events?.onMark(event.mark, clock);
      case "position":
        placeClock(active, event.consumedSamples, event.at, event.rate);
        underrunMs += ((event.underrunSamples - active.underrunSamples) / sampleRate) * 1000;
        active.underrunSamples = event.underrunSamples;
        active.consumedSamples = event.consumedSamples;
        break;
      case "kept":
        active.pushedSamples = event.pushedSamples;
        return onKept({ mark: event.mark ?? active.markBefore, cut: event.cut });
      case "drained":
        // More samples may have been pushed since the event was sent.
        active.drained = event.pushedSamples === active.pushedSamples;
    }
    waiters.wake();
  };

  /** Tells how the sound of the last mark moves on, unless that is known. */
  const placeClock = (playing: Active, consumedSamples: number, atMs: number, movingRate: number): void => {
    const seconds = secondsOf(playing, consumedSamples);
    if (seconds === null) return;
    const isKnown = clock && clock.rate === movingRate && Math.abs(positionAt(clock, atMs) - seconds) <= clockToleranceSeconds * (rate + 1);
    if (isKnown) return;
    clock = { atMs, seconds, rate: movingRate };
    events?.onClock(clock);
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

  /** Puts an output to sleep after `sleepAfterMs`, unless it is playing then. */
  const sleepLater = (output: Output): void => {
    clearTimeout(sleepTimers.get(output));
    sleepTimers.set(
      output,
      setTimeout(() => (active?.output !== output || paused) && output.sleep(), sleepAfterMs),
    );
  };

  const wake = (output: Output): Promise<void> => {
    sleepLater(output);
    return output.wake();
  };

  const silence = (): void => {
    if (!active) return;
    const { output } = active;
    active = undefined;
    output.send({ type: "clear", run: ++run });
    sleepLater(output);
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
    active = {
      sampleRate,
      output,
      pushedSamples: 0,
      consumedSamples: 0,
      underrunSamples: 0,
      drained: false,
      markBefore: lastMark,
      secondsBefore: lastMarkSeconds,
      starts: new Map(),
      heard: lastMark,
    };
    output.send({ type: "clear", run: ++run });
    output.send({ type: "rate", rate });
    output.send({ type: "pitch", pitch });
    output.setVolume(volume);
    if (paused) output.send({ type: "pause", paused });
    else await wake(output);
    signal.throwIfAborted();
    return active;
  };

  /** Drops all sound. The device starts while the first sound is made. If it fails now, it fails again when there is sound, and is reported then. */
  const begin = (): void => {
    silence();
    paused = false;
    lastMark = null;
    lastMarkSeconds = 0;
    clock = undefined;
    void outputFor(usualSampleRate)
      .then(wake)
      .catch(() => undefined);
  };

  void outputFor(usualSampleRate).catch(() => undefined);

  return {
    start(heard, ended) {
      begin();
      events = heard;
      ended.addEventListener("abort", () => events === heard && silence(), { once: true });
      return {
        async room(sampleRate, signal) {
          const current = await activate(sampleRate, signal);
          await waiters.until(() => (current.pushedSamples - current.consumedSamples) / sampleRate < readAheadSeconds, signal);
        },
        push({ samples, sampleRate }, mark) {
          if (active?.sampleRate !== sampleRate) throw new Error("push before room");
          if (mark !== null) {
            active.starts.set(mark, active.pushedSamples);
            lastMarkSeconds = 0;
            lastMark = mark;
          }
          active.pushedSamples += samples.length;
          active.drained = false;
          lastMarkSeconds += samples.length / sampleRate;
          active.output.send({ type: "push", samples, mark });
        },
        async keepUpTo(mark, cuts = []) {
          if (!active) return { mark: lastMark, cut: null };
          const { sampleRate, markBefore, secondsBefore, starts, output } = active;
          const offsetSeconds = mark === markBefore ? secondsBefore : 0;
          const answered = new Promise<Kept>((resolve) => (onKept = resolve));
          // A cut before the sound of this output is negative, and so is never made.
          output.send({ type: "keepUpTo", mark, cuts: cuts.map((seconds) => Math.round((seconds - offsetSeconds) * sampleRate)) });
          ended.addEventListener("abort", () => onKept({ mark: null, cut: null }), { once: true });
          const kept = await answered;
          ended.throwIfAborted();
          lastMark = kept.mark;
          if (active) lastMarkSeconds = secondsOf({ ...active, heard: lastMark }, active.pushedSamples) ?? 0;
          for (const later of starts.keys()) if (lastMark === null || later > lastMark) starts.delete(later);
          return kept;
        },
        restart: begin,
        finish: async (signal) => {
          await drain(signal);
          silence();
        },
      };
    },
    pause() {
      paused = true;
      active?.output.send({ type: "pause", paused });
      if (active) sleepLater(active.output);
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
    setPitch(value) {
      pitch = value;
      active?.output.send({ type: "pitch", pitch });
    },
    setVolume(value) {
      volume = value;
      active?.output.setVolume(volume);
    },
    waitingSeconds: () => (active ? (active.pushedSamples - active.consumedSamples) / active.sampleRate : 0),
    underrunMs: () => underrunMs,
  };
}

/** How much of the last heard mark's sound lies before `samples` of its output, in seconds. Null if no mark has been heard. */
function secondsOf({ heard, starts, secondsBefore, markBefore, sampleRate }: Active, samples: number): number | null {
  if (heard === null) return null;
  const start = starts.get(heard);
  if (start !== undefined) return (samples - start) / sampleRate;
  return heard === markBefore ? secondsBefore + samples / sampleRate : null;
}
