import { childNodes, outwards } from "./dom.ts";
import type { TextPieces } from "./text-pieces.ts";

/** The way from a text that was read from a page to the nodes that show it, and back. */
export interface TextMap {
  readonly text: string;
  /**
   * What shows `text.slice(start, end)`: one range for each text node or formula, in the order of the text. What is shown nowhere, such as
   * the gap between two blocks, has no range, and neither has what its node no longer contains.
   */
  rangesOf(start: number, end: number): Range[];
  /** The offset into the text of a place in the page, or of the next text in the same node. Undefined if the text has nothing of it. */
  offsetAt(node: Node, offset: number): number | undefined;
}

/** The map of a finished text, which may be shorter than the pieces. */
export function textMap(text: string, pieces: TextPieces): TextMap {
  return {
    text,
    rangesOf: (start, end) => rangesOf(text, pieces, start, Math.min(end, text.length)),
    offsetAt(node, offset) {
      const found = (node instanceof Text ? offsetInText(pieces, node, offset) : undefined) ?? offsetAround(pieces, node, offset);
      return found !== undefined && found < text.length ? found : undefined;
    },
  };
}

function rangesOf(text: string, pieces: TextPieces, start: number, end: number): Range[] {
  const ranges: Range[] = [];
  for (const piece of pieces.from(pieces.indexAfter(start))) {
    if (piece.start >= end) break;
    const { node } = piece;
    if (node instanceof Text && piece.offset !== null) {
      const from = Math.max(start, piece.start);
      const to = Math.min(end, piece.end);
      const offset = piece.offset + from - piece.start;
      if (isSameText(node.data.slice(offset, offset + to - from), text.slice(from, to))) addRange(ranges, node, offset, offset + to - from);
    } else if (node.isConnected) {
      const range = new Range();
      range.selectNode(node);
      ranges.push(range);
    }
  }
  return ranges;
}

/** White space is spoken as a space or a line break, whatever it is in its node. */
const isSameText = (shown: string, spoken: string): boolean => shown === spoken || shown.replace(/\s/g, " ") === spoken.replace(/\s/g, " ");

/** Adds a part of a text node to the ranges. White space that is not in the text lies between the pieces of one node. */
function addRange(ranges: Range[], node: Text, from: number, to: number): void {
  const last = ranges.at(-1);
  if (last?.endContainer === node && last.endOffset <= from) return last.setEnd(node, to);
  const range = new Range();
  range.setStart(node, from);
  range.setEnd(node, to);
  ranges.push(range);
}

function offsetInText(pieces: TextPieces, node: Text, offset: number): number | undefined {
  const first = pieces.indexOf(node);
  if (first < 0) return undefined;
  let found: number | undefined;
  for (const piece of pieces.from(first)) {
    if (piece.node !== node || piece.offset === null) break;
    if (offset < piece.offset + piece.end - piece.start) return piece.start + Math.max(0, offset - piece.offset);
    found = piece.end;
  }
  return found;
}

/** The beginning of what shows a place as a whole, or of the first text in the child at the place. */
function offsetAround(pieces: TextPieces, node: Node, offset: number): number | undefined {
  const child = node instanceof Text ? undefined : childNodes(node)[offset];
  const around = new Set(outwards(child ?? node));
  for (const piece of pieces.from(0)) {
    if ((piece.offset === null && around.has(piece.node)) || (child && isWithin(piece.node, child))) return piece.start;
  }
  return undefined;
}

function isWithin(node: Node, outer: Node): boolean {
  for (const each of outwards(node)) if (each === outer) return true;
  return false;
}
