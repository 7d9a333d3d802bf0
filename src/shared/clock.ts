import type { Clock, Word } from "./protocol.ts";

/** How far the ear is in the sentence's sound at `nowMs` (milliseconds since the epoch), in seconds. Negative before its first sample is heard. */
export function positionAt({ atMs, seconds, rate }: Clock, nowMs: number): number {
  return seconds + (rate * (nowMs - atMs)) / 1000;
}

/** When the ear will be at `seconds`, in milliseconds since the epoch; Infinity while the sound stands still. */
export function timeOf(seconds: number, clock: Clock): number {
  return clock.rate === 0 ? Infinity : clock.atMs + ((seconds - clock.seconds) / clock.rate) * 1000;
}

/** The word that is heard at `seconds` of the sentence's sound, or undefined before the first one. A word lasts until the next one starts. */
export function wordAt(words: readonly Word[], seconds: number): Word | undefined {
  return words.findLast(({ startSeconds }) => startSeconds <= seconds);
}
