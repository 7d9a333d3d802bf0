import { isAudible } from "./is-audible.ts";
import { hyphenationEnd } from "./speakable-range.ts";

/** A line, or several lines that belong together: no sentence crosses its end. Offsets are in UTF-16 units. */
export interface Block {
  start: number;
  end: number;
  endsParagraph: boolean;
}

interface Line {
  start: number;
  end: number;
  /** The line without leading and trailing space. */
  text: string;
}

/**
 * The line widths at which mail and plain text are wrapped, in columns. Shorter lines were ended on purpose, longer ones are not wrapped at
 * all.
 */
const narrowestMargin = 60;
const widestMargin = 120;

/** This many full lines in a row cannot be chance, whatever the lines begin with. */
const manyFullLines = 3;

/** How many lines are examined together. The limit keeps the first sentence from waiting for the end of a long text without blank lines. */
const maxLines = 200;

const finished = /[.!?…。！？؟।:]["'”’»)\]]*$/u;
const stop = /[.!?…。！？؟।]["'”’»)\]]*(?=\s|$)/u;
const startsLowerCase = /^\p{Ll}/u;
const startsUpperCase = /^["'“„«‘([]*\p{Lu}/u;
const listItem = /^(?:[-*+•·‣–—]\s|[([]?(?:\p{N}{1,3}|\p{L})[.)\]]\s)/u;
const bullet = /^[-*+•·‣]\s/u;
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

/**
 * Splits a text at its line breaks. A line with nothing to speak ends the paragraph.
 *
 * Lines belong together if the line lengths of the paragraph show that a program wrapped it, if a word is hyphenated at the line's end, or
 * if a sentence clearly continues. In languages with `capitalNouns`, a line that begins with a capital letter can continue a sentence like
 * any other.
 */
export function* splitBlocks(text: string, from = 0, to = text.length, capitalNouns = false): Generator<Block, void, undefined> {
  let lines: Line[] = [];
  let block: Block | undefined;
  for (const line of linesOf(text, from, to)) {
    const isBlank = !isAudible(line.text);
    if (!isBlank) lines.push(line);
    // Text after `to` is on the same line as what comes before `to`.
    const isLast = line.end === to;
    if (!isBlank && !isLast && lines.length < maxLines) continue;
    for (const next of blocksOf(text, lines, capitalNouns)) {
      if (block) yield block;
      block = next;
    }
    lines = [];
    if (block && (isBlank || isLast)) {
      yield { ...block, endsParagraph: isBlank || to === text.length };
      block = undefined;
    }
  }
}

function* linesOf(text: string, from: number, to: number): Generator<Line, void, undefined> {
  const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
  lineBreak.lastIndex = from;
  let start = from;
  for (;;) {
    const found = lineBreak.exec(text);
    const end = found ? Math.min(found.index, to) : to;
    yield { start, end, text: text.slice(start, end).trim() };
    if (!found || found.index >= to) return;
    start = Math.min(lineBreak.lastIndex, to);
  }
}

function* blocksOf(text: string, lines: Line[], capitalNouns: boolean): Generator<Block, void, undefined> {
  const isWrapped = wrappedLines(lines, capitalNouns);
  let first: Line | undefined;
  for (const [index, line] of lines.entries()) {
    first ??= line;
    const next = lines[index + 1];
    if (
      next &&
      !startsItem(next.text, line.text, first.text) &&
      (isWrapped(index) || isHyphenated(text, line) || runsOn(lines, index, first))
    )
      continue;
    yield { start: first.start, end: line.end, endsParagraph: false };
    first = undefined;
  }
}

/** True if a line begins a list item. A number may instead belong to a date that was wrapped ("am⏎12. Mai"). */
function startsItem(line: string, before: string, first: string): boolean {
  return bullet.test(line) || (listItem.test(line) && (listItem.test(first) || finished.test(before.slice(-8))));
}

/** True if a line ends inside a hyphenated word. */
function isHyphenated(text: string, { start, end }: Line): boolean {
  return hyphenationEnd(text, start + text.slice(start, end).trimEnd().length - 1) !== undefined;
}

/**
 * Returns a function that says whether a program ended a line at a right margin: the first word of the next line would not have fitted.
 * Unless all lines of a paragraph are full, except those that end a sentence, the text is not wrapped: it may be verses, addresses or a
 * list.
 */
function wrappedLines(lines: Line[], capitalNouns: boolean): (index: number) => boolean {
  const widths = lines.map(({ text }) => widthOf(text));
  // A single long word, such as an address, may be longer than the margin.
  const margin = Math.max(
    0,
    ...lines.map(({ text }, index) => (/\S\s+\S/u.test(text.slice(0, widestMargin)) || isWide(text) ? (widths[index] ?? 0) : 0)),
  );
  if (margin < narrowestMargin || margin > widestMargin) return () => false;

  const isFull = lines.map(({ text: line }, index) => {
    const next = lines[index + 1]?.text ?? "";
    return (widths[index] ?? 0) + firstWordWidth(next, line) > margin;
  });
  let full = 0;
  let continued = false;
  for (let index = 0; index + 1 < lines.length; index += 1) {
    const [line = "", next = ""] = [lines[index]?.text, lines[index + 1]?.text];
    if (isFull[index]) full += 1;
    else if (!finished.test(line.slice(-8))) return () => false;
    continued ||= isFull[index] === true && (capitalNouns || !startsUpperCase.test(next)) && !finished.test(line.slice(-8));
  }
  return full >= manyFullLines || continued ? (index) => isFull[index] === true : () => false;
}

function widthOf(line: string): number {
  return line.length > widestMargin ? Infinity : line.length + (line.match(wide)?.length ?? 0);
}

function isWide(line: string): boolean {
  return (line.slice(0, widestMargin).match(wide)?.length ?? 0) > line.length / 2;
}

/** The columns of the unbreakable beginning of `next`, and the space before it. */
function firstWordWidth(next: string, line: string): number {
  // Text in wide characters can be wrapped between any two characters, except before punctuation.
  if (isWide(line)) return 4;
  return 1 + Math.min(30, /^\S*/u.exec(next)?.[0].length ?? 0);
}

/** How many lines ahead the end of a sentence is searched. */
const maxLookahead = 12;

/**
 * True if a sentence that begins with a capital letter continues in the next line: that line begins in lower case, and so do all lines
 * until a full stop. Short lines without a full stop are a list.
 */
function runsOn(lines: Line[], index: number, first: Line): boolean {
  const line = lines[index]?.text ?? "";
  if (finished.test(line.slice(-8))) return false;
  if (!startsUpperCase.test(first.text) && line.length < narrowestMargin) return false;
  for (let ahead = index + 1; ahead <= index + maxLookahead; ahead += 1) {
    const next = lines[ahead]?.text;
    if (next === undefined || !startsLowerCase.test(next)) return false;
    if (line.length >= narrowestMargin || stop.test(next)) return true;
  }
  return false;
}
