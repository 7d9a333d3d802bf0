import { isAudible } from "./make-speakable.ts";

/** A stretch that no sentence crosses the end of: a line, or hard-wrapped lines that belong together. Offsets in UTF-16 units. */
export interface Block {
  start: number;
  end: number;
  endsParagraph: boolean;
}

/** A line shorter than this was ended on purpose; mail and plain text wrap at 65 to 80. */
const wrappedLineLength = 60;

const finished = /[.!?…。！？؟।]["'”’»)\]]*$/u;
const startsLowerCase = /[^\S\n\r]*\p{Ll}/uy;

/** Parts a text at its line breaks; a line with nothing audible in it ends the paragraph. */
export function* splitBlocks(text: string): Generator<Block, void, undefined> {
  let block: Block | undefined;
  let lastLine = "";
  for (const { start, end } of lines(text)) {
    const line = text.slice(start, end);
    if (!isAudible(line)) {
      if (block) yield { ...block, endsParagraph: true };
      block = undefined;
    } else if (block && isWrapped(lastLine, text, start)) {
      block.end = end;
    } else {
      if (block) yield block;
      block = { start, end, endsParagraph: false };
    }
    lastLine = line;
  }
  if (block) yield { ...block, endsParagraph: true };
}

function* lines(text: string): Generator<{ start: number; end: number }, void, undefined> {
  const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
  let start = 0;
  for (const found of text.matchAll(lineBreak)) {
    yield { start, end: found.index };
    start = found.index + found[0].length;
  }
  yield { start, end: text.length };
}

function isWrapped(lastLine: string, text: string, nextStart: number): boolean {
  if (lastLine.length < wrappedLineLength) return false;
  startsLowerCase.lastIndex = nextStart;
  return startsLowerCase.test(text) && !finished.test(lastLine.slice(-8).trimEnd());
}
