import { childNodes, outwards, shadowRootOf } from "./dom.ts";
import { mathsOf } from "./maths.ts";

/** A position in the order of visible nodes: where a node begins, where it ends, or an offset in a text. */
export interface Boundary {
  node: Node;
  at: "enter" | "leave" | number;
}

/** The selected content, from one boundary to the other. */
export interface SelectedRange {
  start: Boundary;
  end: Boundary;
}

type Ends = Pick<StaticRange, "startContainer" | "startOffset" | "endContainer" | "endOffset">;

/** The ranges of a selection. If a part of a formula is selected, the whole formula counts as selected. */
export function rangesOf(selection: globalThis.Selection): SelectedRange[] {
  const ranges: Ends[] = Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index));
  const [only, ...others] = ranges;
  if (only && others.length === 0) ranges[0] = composedRange(selection) ?? only;
  return ranges
    .filter((ends) => !isEmpty(ends))
    .map(({ startContainer, startOffset, endContainer, endOffset }) => ({
      start: wholeFormula(boundary(startContainer, startOffset), "enter"),
      end: wholeFormula(boundary(endContainer, endOffset), "leave"),
    }));
}

/** Where the caret of a selection is that selects nothing, or null. */
export function caretOf(selection: globalThis.Selection): Boundary | null {
  if (selection.rangeCount === 0) return null;
  const ends = composedRange(selection) ?? selection.getRangeAt(0);
  return isEmpty(ends) ? boundary(ends.startContainer, ends.startOffset) : null;
}

const isEmpty = ({ startContainer, startOffset, endContainer, endOffset }: Ends): boolean =>
  startContainer === endContainer && startOffset === endOffset;

/**
 * The range as it is inside shadow roots. The browser reports positions only in shadow roots that it is given, so they are passed one by
 * one. Undefined if the browser does not support it.
 */
function composedRange(selection: globalThis.Selection): Ends | undefined {
  if (!("getComposedRanges" in selection)) return undefined;
  const shadowRoots = new Set<ShadowRoot>();
  for (;;) {
    const [range] = selection.getComposedRanges({ shadowRoots: [...shadowRoots] });
    // A boundary inside a shadow root that was not passed is reported as a position beside its host.
    const hosts = range ? [childNodes(range.startContainer)[range.startOffset], childNodes(range.endContainer)[range.endOffset - 1]] : [];
    const roots = hosts.map((host) => (host instanceof Element ? shadowRootOf(host) : null)).filter((root) => root !== null);
    if (roots.every((root) => shadowRoots.has(root))) return range;
    for (const root of roots) shadowRoots.add(root);
  }
}

function boundary(container: Node, offset: number): Boundary {
  if (container instanceof Text) return { node: container, at: offset };
  const child = childNodes(container)[offset];
  return child ? { node: child, at: "enter" } : { node: container, at: "leave" };
}

function wholeFormula(place: Boundary, at: "enter" | "leave"): Boundary {
  let whole = place;
  for (const node of outwards(place.node)) {
    const isInside = node !== place.node || place.at !== "enter";
    if (isInside && node instanceof Element && mathsOf(node)) whole = { node, at };
  }
  return whole;
}
