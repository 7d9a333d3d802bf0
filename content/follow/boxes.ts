/** A rectangle in the coordinates of a window, in CSS pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The smallest box around what the ranges show. Undefined if they show nothing. */
export function boxAround(ranges: readonly Range[]): Box | undefined {
  let around: Box | undefined;
  for (const range of ranges) {
    const { left, top, right, bottom } = range.getBoundingClientRect();
    if (right <= left && bottom <= top) continue;
    around = around
      ? {
          left: Math.min(around.left, left),
          top: Math.min(around.top, top),
          right: Math.max(around.right, right),
          bottom: Math.max(around.bottom, bottom),
        }
      : { left, top, right, bottom };
  }
  return around;
}

export function moved({ left, top, right, bottom }: Box, x: number, y: number): Box {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

/** The common part of two boxes. Undefined if it is not even a pixel wide or high. */
export function common(a: Box, b: Box): Box | undefined {
  const [left, top] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
  const [right, bottom] = [Math.min(a.right, b.right), Math.min(a.bottom, b.bottom)];
  return right - left >= 1 && bottom - top >= 1 ? { left, top, right, bottom } : undefined;
}
