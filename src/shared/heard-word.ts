import { positionAt, timeOf, wordAt } from "./clock.ts";
import type { Narration } from "./protocol.ts";

/** The word being heard: its range in the text of the sentence (`end` is exclusive), and in how many milliseconds the next one begins. */
export interface HeardWord {
  start: number;
  end: number;
  nextInMs: number;
}

/** The word of `sentence` that is heard at `nowMs` (milliseconds since the epoch). The range is empty if the word has no place in the text. */
export function heardWord({ sentence, clock }: Pick<Narration, "sentence" | "clock">, nowMs: number): HeardWord {
  if (!sentence || !clock) return { start: 0, end: 0, nextInMs: Infinity };
  const word = wordAt(sentence.words, positionAt(clock, nowMs));
  const next = sentence.words.find(({ startSeconds }) => startSeconds > (word?.startSeconds ?? -Infinity));
  // The offsets are those of the utterance's text. A sentence that was changed to be spoken may have others.
  const isUnchanged = sentence.text.length === sentence.end - sentence.start;
  const [start, end] = word && isUnchanged ? [word.start - sentence.start, word.end - sentence.start] : [0, 0];
  return { start, end, nextInMs: next ? Math.max(1, timeOf(next.startSeconds, clock) - nowMs) : Infinity };
}

/** The second of the timeline that is heard at `nowMs`. */
export function heardSecond({ clock, timeline }: Pick<Narration, "clock" | "timeline">, nowMs: number): number {
  return (timeline?.beforeSeconds ?? 0) + (clock ? Math.max(0, positionAt(clock, nowMs)) : 0);
}
