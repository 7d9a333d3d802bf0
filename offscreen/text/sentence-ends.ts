import type { Conventions } from "./conventions.ts";
import { looksLikeCode } from "./whole-tokens.ts";

/** How many units before and after a possible end are examined. This keeps the cost of each decision constant. */
const contextUnits = 40;

const openers = /[“‘「『（《【〈([{]/;
const closers = /[»”"’')\]}›」』】]+(?=[\s.,;:!?—–-]|$) ?/y;
const endsQuoted = /[»«”“"'’)\]}›‹」』】]$/;
const continues = /^(?:[—–-] ?)?\p{Ll}|^[,;:]/u;
/** The number of a list's item or of a section: "3.", "(iv)", "14.4.1." */
const itemNumber = /^[([]?(?:\p{N}{1,3}(?:\.\p{N}{1,3}){0,5}|[ivxIVX]{1,4}|\p{L})[.)]$/u;
const lastWord = /(?:^|[\s("'’«„“‘[—–/-])((?:[\p{L}\p{M}]+\.)*[\p{L}\p{M}°§]+|\p{N}+)\.$/u;
const firstWord = /^["'«„“‘([¿¡]*([\p{L}\p{M}]+)(?![\p{L}\p{M}.])/u;
/** "arr[i] ??": punctuation after a space. In prose only French has that. */
const operation = /(\S+) (\?\??|!)$/;
const capitalAcronym = /^(?:\p{Lu}\.)+\p{Lu}$/u;
const numberFirst = /^(?:\p{N}|[IVXLC]+\b)/u;

/**
 * The ends of the sentences of `text` (one line, made safe to speak); the last one is `text.length`. These are the segmenter's boundaries
 * without those after abbreviations and in code. `isWhole(i)` is true if a split before unit `i` separates nothing that must stay together.
 */
export function sentenceEnds(
  text: string,
  segmenter: Intl.Segmenter,
  conventions: Conventions,
  isWhole: (at: number) => boolean,
): number[] {
  const ends: number[] = [];
  let start = 0;
  for (const { index } of segmenter.segment(text)) {
    const end = withQuotes(text, index);
    if (end <= start || end >= text.length || !isWhole(end) || continuesAfter(text, start, end, conventions)) continue;
    ends.push(end);
    start = end;
  }
  ends.push(text.length);
  return ends;
}

/** The segmenter treats every bracket after a stop as a closing one, and none after a space ("« Oui. »"). */
function withQuotes(text: string, boundary: number): number {
  let end = boundary;
  while (end > 0 && openers.test(text.charAt(end - 1))) end -= 1;
  if (end < boundary) return end;
  closers.lastIndex = end;
  return end + (closers.exec(text)?.[0].length ?? 0);
}

function continuesAfter(text: string, start: number, end: number, conventions: Conventions): boolean {
  const before = text.slice(Math.max(start, end - contextUnits), end).trimEnd();
  const after = text.slice(end, end + contextUnits);
  if (endsQuoted.test(before) && continues.test(after)) return true;
  if (end - start < contextUnits && itemNumber.test(before)) return true;
  const [, operand, operator] = operation.exec(before) ?? [];
  if (operand && (looksLikeCode(operand) || (operator === "??" && !/^\p{Lu}/u.test(after)))) return true;

  const starter = firstWord.exec(after)?.[1]?.toLowerCase() ?? "";
  const written = lastWord.exec(before)?.[1] ?? "";
  const word = written.toLowerCase();
  if (conventions.titles.has(word)) return true;
  if (written === "" || conventions.starters.has(starter)) return false;
  if (/^\p{N}/u.test(word)) return conventions.ordinals && word.length <= 2;
  return (
    /^\p{L}$/u.test(word) ||
    capitalAcronym.test(written) ||
    conventions.abbreviations.has(word) ||
    (conventions.beforeNumber.has(word) && numberFirst.test(after))
  );
}
