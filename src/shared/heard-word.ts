import { positionAt, wordAt } from "./clock.ts";
import type { HeardPlace } from "./heard-place.ts";
import type { Narration } from "./protocol.ts";

/** The range of the word being heard in the text of its sentence (`end` is exclusive). It is empty if the word has no place there. */
export function heardWord({ sentence, word }: Pick<HeardPlace, "sentence" | "word">): { start: number; end: number } {
  // The offsets are those of the utterance's text. A sentence that was changed to be spoken may have others.
  const isUnchanged = sentence.text.length === sentence.end - sentence.start;
  return word && isUnchanged ? { start: word.start - sentence.start, end: word.end - sentence.start } : { start: 0, end: 0 };
}

/** The word that is heard at `nowMs`, in milliseconds since the epoch. Empty if none is, or if it has no place in its sentence. */
export function wordHeardAt({ sentence, clock }: Pick<Narration, "sentence" | "clock">, nowMs: number): string {
  if (!sentence || !clock) return "";
  const { start, end } = heardWord({ sentence, word: wordAt(sentence.words, positionAt(clock, nowMs)) });
  return sentence.text.slice(start, end);
}

/** The second of the timeline that is heard at `nowMs`, in milliseconds since the epoch. */
export function heardSecond({ clock, timeline }: Pick<Narration, "clock" | "timeline">, nowMs: number): number {
  return (timeline?.beforeSeconds ?? 0) + (clock ? Math.max(0, positionAt(clock, nowMs)) : 0);
}
