import type { OpenStream, Stream } from "./stream.ts";
import type { WorkletEvent, WorkletRequest } from "./worklet/messages.ts";

/** The buffer for the first sentence: the first sound waits for it, so it is short. */
const quickBufferSeconds = 0.04;
/** The buffer for the rest: long enough to have no gap on a busy machine, short enough that a pause takes effect soon. */
const steadyBufferSeconds = 0.1;
/** After this long everything in a stream has been heard, even on a busy machine. */
const silentAfterSeconds = 0.1;

/** Two streams that sound like one. */
export interface TwoStreams {
  send(request: WorkletRequest): void;
  setVolume(volume: number): void;
  /** Continues after `halt`, unless there is nothing to play. */
  flow(): void;
  /** Releases the device. */
  halt(): void;
}

/** One of the streams in the current run. Samples are counted from its last `clear`. */
interface Part {
  readonly stream: Stream;
  pushedSamples: number;
  consumedSamples: number;
  underrunSamples: number;
  /** `drained`: all pushed samples have been rendered. `heard`: they should also have been heard. */
  drained: boolean;
  heard: boolean;
  /** The last mark that was pushed and not dropped. */
  lastMark: number | null;
}

type Push = Extract<WorkletRequest, { type: "push" }>;
type Kept = Extract<WorkletEvent, { type: "kept" }>;

const partOf = (stream: Stream): Part => ({
  stream,
  pushedSamples: 0,
  consumedSamples: 0,
  underrunSamples: 0,
  drained: false,
  heard: false,
  lastMark: null,
});

/**
 * Opens two streams: a quick one plays the first mark of each run, a steady one plays all that follows. Resolves when the quick one is
 * open.
 *
 *     quick    |==mark 0==|
 *     steady               .0.1 s.|====mark 1====|==mark 2==| ...
 *     waiting        [1] [1] [2]                    samples for the steady stream, until mark 0 was heard
 *
 * Invariants:
 * - The steady stream starts when the last sample of the quick one should have been heard. Until then its samples wait here. So the streams
 *   never sound together.
 * - The change happens only between two marks, with a pause of about 0.1 s.
 * - Until the steady stream is open, the quick one plays whole runs.
 */
export async function openTwoStreams(open: OpenStream, onEvent: (event: WorkletEvent) => void): Promise<TwoStreams> {
  let run = 0;
  let rate = 1;
  let pitch = 1;
  let volume = 1;
  let paused = false;
  /** True if the quick stream has something to play. */
  let wanted = false;
  let first = partOf(await open(quickBufferSeconds, (event) => onPartEvent(first, event)));
  let steady: Stream | undefined;
  let second: Part | undefined;
  /** What the second part will play once it starts. Undefined before it is certain that it will start, and after it has started. */
  let waiting: Push[] | undefined;
  let ended = false;
  let hasBegun = false;

  open(steadyBufferSeconds, (event) => second && onPartEvent(second, event)).then(
    (opened) => {
      steady = opened;
      steady.setVolume(volume);
    },
    () => undefined,
  );

  const current = (): Part => (second && (waiting || hasBegun) ? second : first);
  const sum = (what: "pushedSamples" | "consumedSamples" | "underrunSamples"): number => first[what] + (second?.[what] ?? 0);

  const onPartEvent = (part: Part, event: WorkletEvent): void => {
    if (event.run !== run) return;
    switch (event.type) {
      case "mark":
        return onEvent(event);
      case "position":
        part.consumedSamples = event.consumedSamples;
        part.underrunSamples = event.underrunSamples;
        return onEvent({ ...event, consumedSamples: sum("consumedSamples"), underrunSamples: sum("underrunSamples") });
      case "kept":
        return answerKept(part, event);
      case "drained":
        if (event.pushedSamples === part.pushedSamples) void drain(part);
    }
  };

  const drain = async (part: Part): Promise<void> => {
    const { pushedSamples } = part;
    const drainedRun = run;
    const isStillDrained = (): boolean => run === drainedRun && part.drained && part.pushedSamples === pushedSamples;
    part.drained = true;
    part.consumedSamples = pushedSamples;
    const surelyHeard = part.stream.heard(silentAfterSeconds);
    await part.stream.heard(0);
    if (!isStillDrained()) return;
    part.heard = true;
    flow();
    await surelyHeard;
    if (!isStillDrained()) return;
    if (part === current()) onEvent({ type: "drained", run, pushedSamples: sum("pushedSamples") });
    else part.stream.stop();
  };

  /** The playing stream answers. The marks that wait here are known without asking. */
  const answerKept = (part: Part, event: Kept): void => {
    part.pushedSamples = event.pushedSamples;
    part.lastMark = event.mark;
    onEvent({ ...event, mark: second?.lastMark ?? first.lastMark, pushedSamples: sum("pushedSamples") });
  };

  const keepUpTo = (request: Extract<WorkletRequest, { type: "keepUpTo" }>): void => {
    if (waiting && second) {
      const firstDropped = waiting.findIndex(({ mark }) => mark !== null && mark > request.mark);
      for (const { samples } of firstDropped < 0 ? [] : waiting.splice(firstDropped)) second.pushedSamples -= samples.length;
      second.lastMark = waiting.findLast(({ mark }) => mark !== null)?.mark ?? null;
    }
    (hasBegun && second ? second : first).stream.send(request);
  };

  const push = (request: Push): void => {
    if (current() === first && second && request.mark !== null && first.pushedSamples > 0) {
      waiting = [];
      first.stream.send({ type: "end" });
    }
    const part = current();
    part.pushedSamples += request.samples.length;
    part.drained = part.heard = false;
    part.lastMark = request.mark ?? part.lastMark;
    if (waiting) waiting.push(request);
    else part.stream.send(request);
  };

  const begin = (part: Part, pushes: readonly Push[]): void => {
    hasBegun = true;
    waiting = undefined;
    part.stream.send({ type: "clear", run });
    part.stream.send({ type: "rate", rate });
    part.stream.send({ type: "pitch", pitch });
    for (const each of pushes) part.stream.send(each);
    if (ended) part.stream.send({ type: "end" });
  };

  const flow = (): void => {
    if (paused || !wanted) return;
    if (second && waiting && first.heard) begin(second, waiting);
    if (second && hasBegun) second.stream.start();
    else first.stream.start();
  };

  const clear = (request: WorkletRequest & { type: "clear" }): void => {
    ({ run } = request);
    for (const part of [first, second]) {
      part?.stream.send(request);
      part?.stream.stop();
    }
    first = partOf(first.stream);
    second = steady && partOf(steady);
    waiting = undefined;
    paused = wanted = ended = hasBegun = false;
  };

  return {
    send(request) {
      switch (request.type) {
        case "clear":
          return clear(request);
        case "rate":
          ({ rate } = request);
          break;
        case "pitch":
          ({ pitch } = request);
          break;
        case "pause":
          ({ paused } = request);
          break;
        case "push":
          ended = false;
          push(request);
          break;
        case "keepUpTo":
          keepUpTo(request);
          break;
        case "end":
          ended = true;
          if (!waiting) current().stream.send(request);
      }
      if (request.type === "rate" || request.type === "pitch" || request.type === "pause")
        (hasBegun && second ? second : first).stream.send(request);
      else wanted = true;
      flow();
    },
    setVolume(value) {
      volume = value;
      first.stream.setVolume(volume);
      steady?.setVolume(volume);
    },
    flow,
    halt() {
      first.stream.stop();
      steady?.stop();
    },
  };
}
