import { segmenterFor } from "./segmenter.ts";

/** Where the word of `text` starts that contains `unit`, or else the next word. Undefined if there is none. */
export function wordStart(text: string, language: string, unit: number): number | undefined {
  const segments = segmenterFor(language, "word").segment(text);
  for (let at = unit; ;) {
    const segment = segments.containing(at);
    if (!segment || segment.isWordLike) return segment?.index;
    at = segment.index + segment.segment.length;
  }
}
