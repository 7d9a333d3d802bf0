import { directSpeech } from "../shared/direct-speech.ts";
import { UserFacingError } from "../shared/errors.ts";
import { baseLanguage } from "../shared/languages.ts";
import { noteMark } from "../shared/note-marks.ts";
import type { Passage, Utterance } from "../shared/protocol.ts";
import type { Selection } from "../shared/selection.ts";
import { chosenVoice, deliveryOf, leftOutOn, quoteVoice, type LeftOut, type Saying, type Settings } from "../shared/settings.ts";
import type { NamedSpan } from "./language/name-languages.ts";

/** A text whose passages are made. `isPage` is false for what is selected in a page. */
interface PassageText extends Pick<Selection, "text" | "quotes"> {
  site: string;
  isPage: boolean;
}

/** Makes an utterance from text, settings and languages. Throws `languageNotSpoken` if no voice can read any of it. */
export function composeUtterance(
  { text, truncated, mapId, quotes, formulas }: Pick<Selection, "text" | "truncated" | "mapId" | "quotes" | "formulas">,
  languages: readonly NamedSpan[],
  settings: Settings,
  { source, address, isPrivate, mayGrow, requestedAt }: Pick<Utterance, "source" | "address" | "isPrivate" | "mayGrow" | "requestedAt">,
): Utterance {
  const passages = passagesOf({ text, ...(quotes ? { quotes } : {}), site: source.site, isPage: mayGrow }, languages, settings);
  if (passages.length === 0) throw new UserFacingError("languageNotSpoken", `no voice speaks ${languages[0]?.language ?? "und"}`);
  return {
    utteranceId: mapId ?? crypto.randomUUID(),
    text,
    truncated,
    passages,
    ...(formulas && settings.saysMaths && { formulas }),
    ...deliveryOf(settings),
    whileLoading: settings.whileLoading,
    source,
    address,
    isPrivate,
    mayGrow,
    requestedAt,
  };
}

/**
 * The passages of what voices can read, each with the voice for its language, or the one for quotes in it. Their offsets are those of
 * `languages` and `start` more.
 */
export function passagesOf(text: PassageText, languages: readonly NamedSpan[], settings: Settings, start = 0): Passage[] {
  const leftOut = leftOutOn(text.site, settings);
  const saying = sayingOf(leftOut, text);
  const quotes = leftOut.quotesInOtherVoice ? quotesIn(text) : [];
  const passages: Passage[] = [];
  let next = 0;
  for (const { start: from, end: to, language, isSpoken } of languages) {
    if (!isSpoken) continue;
    const add = (first: number, last: number, isQuote: boolean): void => {
      if (first >= last) return;
      const before = passages.at(-1);
      // The gap between two paragraphs belongs to the one before.
      if (before?.end === start + first && text.text.slice(first, last).trim() === "") {
        before.end = start + last;
        return;
      }
      const voice = isQuote ? quoteVoice(language, settings) : chosenVoice(language, settings);
      passages.push({ start: start + first, end: start + last, language, voice, ...(isQuote ? { isQuote } : {}), saying });
    };
    const spoken = settings.quoteVoices[baseLanguage(language)] ? quotes : [];
    let at = from;
    while ((quotes[next]?.end ?? Infinity) <= from) next++;
    for (let index = next; index < spoken.length; index++) {
      const quote = spoken[index];
      if (!quote || quote.start >= to) break;
      add(at, Math.max(at, quote.start), false);
      at = Math.min(to, quote.end);
      add(Math.max(from, quote.start), at, true);
    }
    add(at, to, false);
  }
  return passages;
}

/** What is said in other words in a text. A selection of nothing but marks of citations is read. */
function sayingOf({ addresses, emoji, hashtags, citations, citationsInSelections }: LeftOut, { text, isPage }: PassageText): Saying {
  const isOnlyMarks = !/[\p{L}\p{N}]/u.test(text.replace(noteMark, ""));
  return { addresses, emoji, hashtags, citations: citations && (isPage || citationsInSelections) && !isOnlyMarks };
}

/** Direct speech and what the page shows as quotations, in order and apart. */
function quotesIn({ text, quotes = [] }: PassageText): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of [...quotes, ...directSpeech(text)].toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** True if some of an utterance's text is in no passage, because no voice can read it. */
export function leavesOut({ text, passages }: Pick<Utterance, "text" | "passages">): boolean {
  return passages.reduce((sum, { start, end }) => sum + end - start, 0) < text.length;
}
