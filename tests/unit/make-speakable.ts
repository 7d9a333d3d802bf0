import { speakableRange } from "../../offscreen/text/speakable-range.ts";

/** A whole text, made safe to speak. */
export function makeSpeakable(text: string): string {
  return speakableRange(text, 0, text.length, Infinity).text.trimEnd();
}
