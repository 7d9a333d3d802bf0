/** Farther than this to the left or above, in CSS pixels, nobody can scroll. */
const farAway = -999;

const numbers = (value: string): number[] => Array.from(value.matchAll(/-?[\d.]+/g), Number);

/** Whether an element shows nothing of itself and of what is in it: the ways in which pages keep text for screen readers, and plain invisibility. */
export function isOutOfSight(style: CSSStyleDeclaration): boolean {
  if (style.opacity === "0" || style.getPropertyValue("content-visibility") === "hidden" || parseFloat(style.textIndent) <= farAway) return true;
  const { clipPath, position } = style;
  if (clipPath !== "none" && (/^(?:circle|ellipse)\(0/.test(clipPath) || (/^inset\([\d.]+%/.test(clipPath) && (numbers(clipPath)[0] ?? 0) >= 50))) return true;
  if (position === "absolute" || position === "fixed") {
    if (parseFloat(style.left) <= farAway || parseFloat(style.top) <= farAway) return true;
    const [top = 0, right = 0, bottom = 0, left = 0] = numbers(style.clip);
    if (/^rect\([^a]+\)$/.test(style.clip) && (right - left) * (bottom - top) <= 1) return true;
  }
  const { overflowX } = style;
  // What is not laid out as a box has "auto" for both.
  return (overflowX === "hidden" || overflowX === "clip") && (parseFloat(style.width) <= 1 || parseFloat(style.height) <= 1);
}
