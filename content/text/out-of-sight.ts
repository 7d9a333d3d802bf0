/** Nobody can scroll farther to the left or top than this, in CSS pixels. */
const unreachablePx = -999;

const numbers = (value: string): number[] => Array.from(value.matchAll(/-?[\d.]+/g), Number);

/**
 * True if an element and its content are not visible. It covers plain invisibility and the ways in which pages hide text that is only for
 * screen readers.
 */
export function isOutOfSight(style: CSSStyleDeclaration): boolean {
  if (style.opacity === "0") return true;
  // A part of a line has no box that could be clipped or placed elsewhere.
  return style.display !== "inline" && (isNotRendered(style) || isClipped(style) || isPlacedAway(style));
}

const isNotRendered = (style: CSSStyleDeclaration): boolean => style.getPropertyValue("content-visibility") === "hidden";

function isClipped({ clipPath, position, clip, overflowX, width, height }: CSSStyleDeclaration): boolean {
  if (
    clipPath !== "none" &&
    (/^(?:circle|ellipse)\(0/.test(clipPath) || (/^inset\([\d.]+%/.test(clipPath) && (numbers(clipPath)[0] ?? 0) >= 50))
  )
    return true;
  const [top = 0, right = 0, bottom = 0, left = 0] = numbers(clip);
  if ((position === "absolute" || position === "fixed") && /^rect\([^a]+\)$/.test(clip) && (right - left) * (bottom - top) <= 1)
    return true;
  return (overflowX === "hidden" || overflowX === "clip") && (parseFloat(width) <= 1 || parseFloat(height) <= 1);
}

function isPlacedAway({ position, left, top, textIndent }: CSSStyleDeclaration): boolean {
  const isPlaced = position === "absolute" || position === "fixed";
  return parseFloat(textIndent) <= unreachablePx || (isPlaced && (parseFloat(left) <= unreachablePx || parseFloat(top) <= unreachablePx));
}
