import type { HeardSentence, Word } from "../../src/shared/protocol.ts";
import { mapOf } from "../text/kept-maps.ts";
import type { TextMap } from "../text/text-map.ts";
import { documentText } from "./document-text.ts";
import { createTextFinder, type FoundPart, type TextFinder } from "./find-text.ts";
import { areWhole } from "./ranges.ts";

/** Finds in the page what is heard, also after the page has changed. */
export interface Anchor {
  /** The ranges that show the sentence. None if it is not in the page now. */
  rangesOf(sentence: HeardSentence): Range[];
  /** The ranges that show a word of the sentence that was found last. */
  rangesOfWord(word: Word): Range[];
  /** The offset into the text that is read of a place in the page. */
  offsetAt(node: Node, offset: number): number | undefined;
}

/** How much of the text around a sentence is compared, in UTF-16 units. */
const surroundingsLength = 80;

/** A word is the same one as in another text if so much around it is the same, in letters. */
const certainLength = 12;

/** Of a script that has no spaces, some more than a word. */
const firstWord = /^[^\p{L}\p{N}]*[\p{L}\p{N}]{1,24}/u;

/** A new walk through the document waits for so many times its own duration, so that it never takes more than a few percent of the time. */
const restFactor = 20;

/** The text of the document as it was when it was walked through. */
interface NewerText {
  map: TextMap;
  finder: TextFinder;
}

/** Where a sentence is in the newer text. */
interface FoundSentence {
  sentence: HeardSentence;
  newer: NewerText;
  parts: FoundPart[];
}

/**
 * Creates the anchor of an utterance in this document.
 *
 * `original` is the map that was made with the text. When its nodes no longer show a sentence, or when there is none because the page was
 * loaded anew, the document is read again. The newer text has also what was left out of the text that is read, such as footnote marks.
 */
export function createAnchor(utteranceId: string): Anchor {
  const original = mapOf(utteranceId);
  let originalFinder: TextFinder | undefined;
  let newest: NewerText | undefined;
  /** The sentence that was found last, if it was not in the original map. */
  let found: FoundSentence | undefined;
  /** The offset in the newer text minus the offset in the text that is read, where it was found last. */
  let shift = 0;
  let mayWalkAt = 0;
  /** What is not there is not looked for again in the same text, nor in another walk. */
  let missed: { index: number; newer: NewerText } | undefined;
  let missedIndex = -1;

  const textOf = ({ start, end, text }: HeardSentence): string => original?.text.slice(start, end) ?? text;

  const inOriginal = (sentence: HeardSentence): Range[] => {
    const ranges = original?.rangesOf(sentence.start, sentence.end) ?? [];
    if (!areWhole(ranges, textOf(sentence))) return [];
    found = undefined;
    return ranges;
  };

  const inNewer = (sentence: HeardSentence, newer: NewerText): Range[] => {
    if (missed?.index === sentence.index && missed.newer === newer) return [];
    const { start, end } = sentence;
    const wanted = textOf(sentence);
    const parts = newer.finder.find(wanted, {
      before: original?.text.slice(Math.max(0, start - surroundingsLength), start) ?? "",
      after: original?.text.slice(end, end + surroundingsLength) ?? "",
      near: start + shift,
    });
    const ranges = parts.flatMap((part) => newer.map.rangesOf(part.start, part.end));
    if (!parts[0] || !areWhole(ranges, wanted)) {
      missed = { index: sentence.index, newer };
      return [];
    }
    found = { sentence, newer, parts };
    shift = parts[0].start - start;
    return ranges;
  };

  const inDocument = (sentence: HeardSentence): Range[] => {
    const startedAt = performance.now();
    if (sentence.index === missedIndex || startedAt < mayWalkAt) return [];
    const map = documentText();
    newest = map ? { map, finder: createTextFinder(map.text) } : undefined;
    mayWalkAt = performance.now() + restFactor * (performance.now() - startedAt);
    const ranges = newest ? inNewer(sentence, newest) : [];
    if (ranges.length === 0) missedIndex = sentence.index;
    return ranges;
  };

  return {
    rangesOf(sentence) {
      const known = inOriginal(sentence);
      if (known.length > 0) return known;
      const before = newest && inNewer(sentence, newest);
      return before && before.length > 0 ? before : inDocument(sentence);
    },
    rangesOfWord({ start, end }) {
      if (!found) return original?.rangesOf(start, end) ?? [];
      const { sentence, newer, parts } = found;
      return placesOf(parts, start - sentence.start, end - sentence.start).flatMap((place) => newer.map.rangesOf(place.start, place.end));
    },
    offsetAt(node, offset) {
      const place = (found ? found.newer.map : original)?.offsetAt(node, offset);
      if (place === undefined || !found) return place;
      if (!original) return Math.max(0, place - shift);
      const { text } = found.newer.map;
      const end = place + (firstWord.exec(text.slice(place, place + surroundingsLength))?.[0].length ?? 0);
      originalFinder ??= createTextFinder(original.text);
      const [first] = originalFinder.find(text.slice(place, end), {
        before: text.slice(Math.max(0, place - surroundingsLength), place),
        after: text.slice(end, end + surroundingsLength),
        near: place - shift,
        leastCommon: certainLength,
      });
      return first?.start;
    },
  };
}

/** Where the units from `from` to `to` of what was looked for are in the text. */
function placesOf(parts: readonly FoundPart[], from: number, to: number): { start: number; end: number }[] {
  return parts.flatMap((part) => {
    const shift = part.start - part.from;
    const [start, end] = [Math.max(part.start, from + shift), Math.min(part.end, to + shift)];
    return end > start ? [{ start, end }] : [];
  });
}
