import type { OpenStream, Stream } from "./stream.ts";
import type { WorkletEvent, WorkletRequest } from "./worklet/messages.ts";

/** The first sentence is heard soon: what its stream renders ahead is what its first sound waits for. */
const quickBufferSeconds = 0.04;
/** The rest is heard without a gap on a busy machine, and a pause is still heard soon. */
const steadyBufferSeconds = 0.1;

/** Two streams that are heard as one. */
export interface TwoStreams {
  send(request: WorkletRequest): void;
  setVolume(volume: number): void;
  /** Goes on after `halt`, unless there is nothing to play. */
  flow(): void;
  /** Gives the device back. */
  halt(): void;
}

/** One of the streams in the run that is on; samples count from its `clear`. */
interface Part {
  readonly stream: Stream;
  pushedSamples: number;
  consumedSamples: number;
  underrunSamples: number;
  drained: boolean;
  /** Whether what follows it may start now, and is heard behind it. */
  mayBeFollowed: boolean;
  /** The last mark that was pushed and not dropped. */
  lastMark: number | null;
}

type Push = Extract<WorkletRequest, { type: "push" }>;
type Kept = Extract<WorkletEvent, { type: "kept" }>;

const partOf = (stream: Stream): Part => ({ stream, pushedSamples: 0, consumedSamples: 0, underrunSamples: 0, drained: false, mayBeFollowed: false, lastMark: null });

/**
 * Opens two streams, of which a quick one plays the first mark of each run and a steady one all that follows; resolves when the first is open.
 *
 * Invariants: the steady stream begins when the last sample of the quick one is about to be heard, and what it is to play waits here until then; so at
 * most one of them has samples that are not rendered, and only between two marks does one follow the other. Until the steady stream is open, runs are played by the quick one alone.
 */
export async function openTwoStreams(open: OpenStream, onEvent: (event: WorkletEvent) => void): Promise<TwoStreams> {
  let run = 0;
  let rate = 1;
  let volume = 1;
  let paused = false;
  /** Whether there is anything for the quick stream to do. */
  let wanted = false;
  let first = partOf(await open(quickBufferSeconds, (event) => hear(first, event)));
  let steady: Stream | undefined;
  let second: Part | undefined;
  /** What the second part will play once it has begun; undefined before its turn is certain, and when it has begun. */
  let waiting: Push[] | undefined;
  let ended = false;
  let hasBegun = false;

  open(steadyBufferSeconds, (event) => second && hear(second, event)).then(
    (opened) => {
      steady = opened;
      steady.setVolume(volume);
    },
    () => undefined,
  );

  const current = (): Part => (second && (waiting || hasBegun) ? second : first);
  const sum = (what: "pushedSamples" | "consumedSamples" | "underrunSamples"): number => first[what] + (second?.[what] ?? 0);

  const hear = (part: Part, event: WorkletEvent): void => {
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
        if (event.pushedSamples === part.pushedSamples) drain(part);
    }
  };

  const drain = (part: Part): void => {
    part.drained = true;
    part.consumedSamples = part.pushedSamples;
    const drainedRun = run;
    const isDrained = (): boolean => run === drainedRun && part.drained;
    // A stream takes as long to start as it renders ahead; two that are heard at once are heard wrongly, so rather a little late.
    void part.stream.heard(steadyBufferSeconds).then(() => {
      part.mayBeFollowed = isDrained();
      flow();
    });
    void part.stream.heard().then(() => {
      if (!isDrained()) return;
      if (part === current()) onEvent({ type: "drained", run, pushedSamples: sum("pushedSamples") });
      else part.stream.stop();
    });
  };

  /** The stream that is playing answers; what waits here is known without asking. */
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
    part.drained = part.mayBeFollowed = false;
    part.lastMark = request.mark ?? part.lastMark;
    if (waiting) waiting.push(request);
    else part.stream.send(request);
  };

  const begin = (part: Part, pushes: readonly Push[]): void => {
    hasBegun = true;
    waiting = undefined;
    part.stream.send({ type: "clear", run });
    part.stream.send({ type: "rate", rate });
    for (const each of pushes) part.stream.send(each);
    if (ended) part.stream.send({ type: "end" });
  };

  const flow = (): void => {
    if (paused || !wanted) return;
    if (second && waiting && first.mayBeFollowed) begin(second, waiting);
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
      if (request.type === "rate" || request.type === "pause") (hasBegun && second ? second : first).stream.send(request);
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
