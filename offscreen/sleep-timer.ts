import type { Narration, SleepTimer, SleepWish } from "../src/shared/protocol.ts";

/** Ends the reading by itself. */
export interface SleepTimerControl {
  /** Sets the timer, in place of the one before. Null turns it off. Minutes outside 5 to 120 become the nearest of them. */
  set(wish: SleepWish | null): void;
  /** Reports each state of the narration. */
  narrated(narration: Pick<Narration, "status">): void;
  /** Reports that a text was heard to its end. Returns true if nothing more is to be read. */
  textEnded(): boolean;
}

/** What the timer does when the time is up. */
export interface SleepActions {
  onChange(timer: SleepTimer | null): void;
  /** Plays at a share of the volume, 0 to 1. */
  fade(share: number): void;
  pause(): void;
}

const minMinutes = 5;
const maxMinutes = 120;
/** How long the sound fades out, and in steps of how long. */
const fadeMs = 6_000;
const fadeStepMs = 100;
/** The clock is looked at this often: a device that sleeps stops the timers of the browser, but not the time. */
const checkMs = 10_000;

/**
 * Creates the timer, which is off. When the minutes are up, the sound fades out and the reading pauses.
 *
 * The minutes count while something is read and while nothing is, and stand still during a pause. A user who pauses, stops, has
 * something else read or sets the timer while the sound fades is awake: it fades no further.
 */
export function createSleepTimer({ onChange, fade, pause }: SleepActions): SleepTimerControl {
  let timer: SleepTimer | null = null;
  let status: Narration["status"] = "idle";
  let next: ReturnType<typeof setTimeout> | undefined;
  let fadesUntilMs: number | null = null;

  const change = (changed: SleepTimer | null): void => {
    clearTimeout(next);
    timer = changed;
    fadesUntilMs = null;
    onChange(timer);
    check();
  };

  const check = (): void => {
    if (timer?.after !== "minutes" || timer.endsAtMs === null) return;
    const leftMs = timer.endsAtMs - Date.now();
    if (leftMs > 0) next = setTimeout(check, Math.min(leftMs, checkMs));
    else if (status === "idle") change(null);
    else {
      fadesUntilMs = Date.now() + fadeMs;
      fadeOn();
    }
  };

  const fadeOn = (): void => {
    if (fadesUntilMs === null) return;
    const share = Math.max(0, (fadesUntilMs - Date.now()) / fadeMs);
    fade(share);
    // The narration tells of the pause, and so the timer ends.
    if (share === 0) pause();
    else next = setTimeout(fadeOn, fadeStepMs);
  };

  return {
    set(wish) {
      const wasFading = fadesUntilMs !== null;
      if (wish?.after === "minutes") {
        const minutes = Math.min(maxMinutes, Math.max(minMinutes, wish.minutes));
        const leftMs = minutes * 60_000;
        change({ after: "minutes", minutes, leftMs, endsAtMs: status === "paused" ? null : Date.now() + leftMs });
      } else change(wish);
      if (wasFading) fade(1);
    },
    narrated(narration) {
      const before = status;
      ({ status } = narration);
      if (status === before || !timer) return;
      if (status === "idle" && timer.after === "text") return change(null);
      if (timer.after === "text") return;
      if (fadesUntilMs !== null) {
        if (status !== "speaking") change(null);
      } else if (status === "paused" && timer.endsAtMs !== null) {
        change({ ...timer, leftMs: Math.max(0, timer.endsAtMs - Date.now()), endsAtMs: null });
      } else if (before === "paused") change({ ...timer, endsAtMs: Date.now() + timer.leftMs });
    },
    textEnded() {
      const isOver = timer?.after === "text" || fadesUntilMs !== null;
      if (isOver) change(null);
      return isOver;
    },
  };
}
