import type { HeardSentence, Word } from "../../src/shared/protocol.ts";
import { mapOf } from "../text/kept-maps.ts";
import type { TextMap } from "../text/text-map.ts";
import { documentText } from "./document-text.ts";
import { findText } from "./find-text.ts";
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

/** A new walk through the document waits for so many times its own duration, so that it never takes more than a few percent of the time. */
const restFactor = 20;

/**
 * Creates the anchor of an utterance in this document.
 *
 * `original` is the map that was made with the text. When its nodes no longer show a sentence, or when there is none because the page was
 * loaded anew, the document is read again. `found` then tells where the sentence is in the newer map.
 */
export function createAnchor(utteranceId: string): Anchor {
  const original = mapOf(utteranceId);
  let map = original;
  /** The offset in `map` minus the offset in the text that is read. */
  let shift = 0;
  let mayWalkAt = 0;
  let missedIndex = -1;

  const textOf = ({ start, end, text }: HeardSentence): string => original?.text.slice(start, end) ?? text;

  const inOriginal = (sentence: HeardSentence): Range[] => {
    const ranges = original?.rangesOf(sentence.start, sentence.end) ?? [];
    if (!areWhole(ranges, textOf(sentence))) return [];
    map = original;
    shift = 0;
    return ranges;
  };

  const inMap = (sentence: HeardSentence, newer: TextMap): Range[] => {
    const { start, end } = sentence;
    const wanted = textOf(sentence);
    const found = findText(newer.text, wanted, {
      before: original?.text.slice(Math.max(0, start - surroundingsLength), start) ?? "",
      after: original?.text.slice(end, end + surroundingsLength) ?? "",
      near: start + shift,
    });
    if (!found) return [];
    const ranges = newer.rangesOf(found.start, found.end);
    if (!areWhole(ranges, wanted)) return [];
    map = newer;
    shift = found.start - start;
    return ranges;
  };

  const inDocument = (sentence: HeardSentence): Range[] => {
    if (sentence.index === missedIndex || performance.now() < mayWalkAt) return [];
    const startedAt = performance.now();
    const newer = documentText();
    mayWalkAt = performance.now() + restFactor * (performance.now() - startedAt);
    const ranges = newer ? inMap(sentence, newer) : [];
    if (ranges.length === 0) missedIndex = sentence.index;
    return ranges;
  };

  return {
    rangesOf(sentence) {
      const known = inOriginal(sentence);
      if (known.length > 0) return known;
      const newer = map && map !== original ? inMap(sentence, map) : [];
      return newer.length > 0 ? newer : inDocument(sentence);
    },
    rangesOfWord: ({ start, end }) => map?.rangesOf(start + shift, end + shift) ?? [],
    offsetAt(node, offset) {
      const place = map?.offsetAt(node, offset);
      if (place === undefined || !map || !original || map === original) return place === undefined ? undefined : Math.max(0, place - shift);
      const found = findText(original.text, map.text.slice(place, place + surroundingsLength), {
        before: map.text.slice(Math.max(0, place - surroundingsLength), place),
        after: "",
        near: place - shift,
      });
      return found?.start;
    },
  };
}
