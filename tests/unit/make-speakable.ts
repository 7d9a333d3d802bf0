import { speakableRange } from "../../offscreen/text/speakable-range.ts";

/** The whole of a text as it is spoken. */
export function makeSpeakable(text: string): string {
  return speakableRange(text, 0, text.length, Infinity).text.trimEnd();
}
