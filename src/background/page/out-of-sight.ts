/** Farther than this to the left or above, in CSS pixels, nobody can scroll. */
const farAway = -999;

const numbers = (value: string): number[] => Array.from(value.matchAll(/-?[\d.]+/g), Number);

/** Whether an element shows nothing of itself and of what is in it: the ways in which pages keep text for screen readers, and plain invisibility. */
export function isOutOfSight(style: CSSStyleDeclaration): boolean {
  if (style.opacity === "0") return true;
  // What is only part of a line has no box to be clipped or placed.
  return style.display !== "inline" && (isNotRendered(style) || isClipped(style) || isPlacedAway(style));
}

const isNotRendered = (style: CSSStyleDeclaration): boolean => style.getPropertyValue("content-visibility") === "hidden";

function isClipped({ clipPath, position, clip, overflowX, width, height }: CSSStyleDeclaration): boolean {
  if (clipPath !== "none" && (/^(?:circle|ellipse)\(0/.test(clipPath) || (/^inset\([\d.]+%/.test(clipPath) && (numbers(clipPath)[0] ?? 0) >= 50))) return true;
  const [top = 0, right = 0, bottom = 0, left = 0] = numbers(clip);
  if ((position === "absolute" || position === "fixed") && /^rect\([^a]+\)$/.test(clip) && (right - left) * (bottom - top) <= 1) return true;
  return (overflowX === "hidden" || overflowX === "clip") && (parseFloat(width) <= 1 || parseFloat(height) <= 1);
}

function isPlacedAway({ position, left, top, textIndent }: CSSStyleDeclaration): boolean {
  const isPlaced = position === "absolute" || position === "fixed";
  return parseFloat(textIndent) <= farAway || (isPlaced && (parseFloat(left) <= farAway || parseFloat(top) <= farAway));
}
