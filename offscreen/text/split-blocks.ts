import { isAudible } from "./is-audible.ts";
import { wordGoesOnAt } from "./speakable-range.ts";

/** A range that no sentence crosses the end of: a line, or lines that belong together. Offsets in UTF-16 units. */
export interface Block {
  start: number;
  end: number;
  endsParagraph: boolean;
}

interface Line {
  start: number;
  end: number;
  /** Without the space around it. */
  text: string;
}

/** Widths of the lines that mail and plain text are wrapped to, in columns; a shorter line was ended on purpose, a longer one not wrapped at all. */
const narrowestMargin = 60;
const widestMargin = 120;

/** So many full lines in a row are no chance, however the lines begin. */
const manyFullLines = 3;

/** Lines looked at together, so that the first sentence does not wait for the last of a long text without a blank line. */
const mostLines = 200;

const finished = /[.!?…。！？؟।:]["'”’»)\]]*$/u;
const stop = /[.!?…。！？؟।]["'”’»)\]]*(?=\s|$)/u;
const startsLowerCase = /^\p{Ll}/u;
const startsUpperCase = /^["'“„«‘([]*\p{Lu}/u;
const listItem = /^(?:[-*+•·‣–—]\s|[([]?(?:\p{N}{1,3}|\p{L})[.)\]]\s)/u;
const bullet = /^[-*+•·‣]\s/u;
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

/**
 * Parts a text at its line breaks; a line with nothing audible in it ends the paragraph. Lines belong together where the lengths of a
 * paragraph's lines show that a program wrapped them, where a word is parted by a hyphen, and where a sentence clearly runs on. In
 * languages with `capitalNouns` a line that begins with a capital may go on with a sentence as well as any other.
 */
export function* splitBlocks(text: string, from = 0, to = text.length, capitalNouns = false): Generator<Block, void, undefined> {
  let lines: Line[] = [];
  let block: Block | undefined;
  for (const line of linesOf(text, from, to)) {
    const isBlank = !isAudible(line.text);
    if (!isBlank) lines.push(line);
    // Where more of the text follows `to`, it is on the same line.
    const isLast = line.end === to;
    if (!isBlank && !isLast && lines.length < mostLines) continue;
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
    if (next && !startsItem(next.text, line.text, first.text) && (isWrapped(index) || isParted(text, line) || runsOn(lines, index, first))) continue;
    yield { start: first.start, end: line.end, endsParagraph: false };
    first = undefined;
  }
}

/** Whether a line begins an item of a list; a number may also be a date's that was wrapped ("am⏎12. Mai"). */
function startsItem(line: string, before: string, first: string): boolean {
  return bullet.test(line) || (listItem.test(line) && (listItem.test(first) || finished.test(before.slice(-8))));
}

/** Whether a line ends inside a word. */
function isParted(text: string, { start, end }: Line): boolean {
  return wordGoesOnAt(text, start + text.slice(start, end).trimEnd().length - 1) !== undefined;
}

/**
 * Tells of each line whether a program ended it at a right margin: the next line's first word would not have fitted. Either all lines of
 * a paragraph are full but those that end a sentence, or it is no wrapped text but verses, addresses or a list.
 */
function wrappedLines(lines: Line[], capitalNouns: boolean): (index: number) => boolean {
  const widths = lines.map(({ text }) => widthOf(text));
  // A single word, such as an address, may stick out.
  const margin = Math.max(0, ...lines.map(({ text }, index) => (/\S\s+\S/u.test(text.slice(0, widestMargin)) || isWide(text) ? (widths[index] ?? 0) : 0)));
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

/** Columns that the beginning of `next` takes which cannot be parted, and the space before it. */
function firstWordWidth(next: string, line: string): number {
  // Such text is wrapped between any two characters but before punctuation.
  if (isWide(line)) return 4;
  return 1 + Math.min(30, /^\S*/u.exec(next)?.[0].length ?? 0);
}

/** Lines looked ahead for the end of a sentence. */
const farthest = 12;

/**
 * Whether a sentence that begins with a capital goes on in the next line: that one begins in lower case, and so do all lines until a
 * stop. Short lines that never come to one are a list.
 */
function runsOn(lines: Line[], index: number, first: Line): boolean {
  const line = lines[index]?.text ?? "";
  if (finished.test(line.slice(-8))) return false;
  if (!startsUpperCase.test(first.text) && line.length < narrowestMargin) return false;
  for (let ahead = index + 1; ahead <= index + farthest; ahead += 1) {
    const next = lines[ahead]?.text;
    if (next === undefined || !startsLowerCase.test(next)) return false;
    if (line.length >= narrowestMargin || stop.test(next)) return true;
  }
  return false;
}
