import { localName, outerNode, outwards } from "./dom.ts";
import type { TextPieces } from "./text-pieces.ts";

/** The parts of a text of `length` units that the page shows as quotations (`blockquote`), in order and apart. */
export function quotedParts(pieces: TextPieces, length: number): { start: number; end: number }[] {
  const known = new Map<Node, boolean>();
  const parts: { start: number; end: number }[] = [];
  /** True until a piece comes that is not quoted. */
  let isOpen = false;
  for (const { start, end, node } of pieces.from(0)) {
    if (start >= length) break;
    const last = parts.at(-1);
    if (!isQuoted(outerNode(node) ?? node, known)) isOpen = false;
    else if (last && isOpen) last.end = Math.min(end, length);
    else {
      parts.push({ start, end: Math.min(end, length) });
      isOpen = true;
    }
  }
  return parts;
}

function isQuoted(from: Node, known: Map<Node, boolean>): boolean {
  const passed: Node[] = [];
  let quoted = false;
  for (const node of outwards(from)) {
    const before = known.get(node);
    if (before !== undefined) {
      quoted = before;
      break;
    }
    passed.push(node);
    if (node instanceof Element && localName(node) === "blockquote") {
      quoted = true;
      break;
    }
  }
  for (const node of passed) known.set(node, quoted);
  return quoted;
}
