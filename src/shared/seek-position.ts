import { heardSecond } from "./heard-word.ts";
import type { Clock, Narration } from "./protocol.ts";

/** How far the keys go, in seconds of sound at rate 1. */
const keySteps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
  Home: -Infinity,
  End: Infinity,
};

/** Keys that follow each other faster than this are one jump, in milliseconds. */
const jumpAfterMs = 200;

/** After this long without an answer a jump is taken for lost, in milliseconds. */
const answerTimeoutMs = 4_000;

/** The shortest time between two drawings, in milliseconds. */
const minDrawMs = 33;

/** Where a seek bar stands: at the second that is heard, or that is wanted and not heard yet. */
export interface SeekPosition {
  follow(narration: Pick<Narration, "clock" | "timeline">): void;
  /** In seconds of sound at rate 1. */
  total(): number;
  /** The second at `nowMs`, milliseconds since the epoch. */
  at(nowMs: number): number;
  /** In how many milliseconds it is to be drawn again: when it has moved on by a second at `rate`, or by one of so many `pixels`. */
  nextDrawMs(nowMs: number, rate: number, pixels: number): number;
  /** True while it stands where it is wanted. */
  isWanted(): boolean;
  /** Goes to a second at once. */
  go(second: number): void;
  /** Goes elsewhere by a key. Returns true if the key is one of those that do. */
  press(key: string): boolean;
}

/** Creates the position. `jump` is called with a second of the timeline, `onChange` when the position has changed by `go` or `press`. */
export function createSeekPosition(jump: (second: number) => void, onChange: () => void): SeekPosition {
  let narration: Pick<Narration, "clock" | "timeline"> = { clock: null, timeline: null };
  let wanted: { second: number; clock: Clock | null; untilMs: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const total = (): number => narration.timeline?.totalSeconds ?? 0;
  const within = (second: number): number => Math.min(Math.max(second, 0), total());
  const at = (nowMs: number): number => {
    if (wanted && nowMs > wanted.untilMs) wanted = null;
    return within(wanted?.second ?? heardSecond(narration, nowMs));
  };
  const want = (second: number): number => {
    wanted = { second: within(second), clock: narration.clock, untilMs: Date.now() + answerTimeoutMs };
    onChange();
    return wanted.second;
  };

  return {
    total,
    at,
    isWanted: () => wanted !== null,
    follow(next) {
      const isAnswer = next.clock !== null && next.clock.atMs !== wanted?.clock?.atMs;
      if (wanted && isAnswer && timer === undefined) wanted = null;
      narration = next;
    },
    nextDrawMs(nowMs, rate, pixels) {
      if (wanted) return wanted.untilMs - nowMs + 1;
      const moves = narration.clock?.rate ?? 0;
      if (moves === 0 || total() === 0) return Infinity;
      const secondMs = ((1 - ((at(nowMs) / rate) % 1)) * 1000 * rate) / moves;
      const pixelMs = ((total() / moves) * 1000) / pixels;
      return Math.max(minDrawMs, Math.min(secondMs + 1, pixelMs));
    },
    go(second) {
      clearTimeout(timer);
      timer = undefined;
      jump(want(second));
    },
    press(key) {
      const step = keySteps[key];
      if (step === undefined) return false;
      if (narration.timeline === null) return true;
      want(at(Date.now()) + step);
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        if (wanted) jump(wanted.second);
      }, jumpAfterMs);
      return true;
    },
  };
}
