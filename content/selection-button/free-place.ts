/** A rectangle in the window, in CSS pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A position in the window, in CSS pixels. */
export interface Place {
  left: number;
  top: number;
}

/** The distance to the text, in CSS pixels. */
const gap = 4;
/** How far apart the places are that are tried when there is none beside the end of the text. */
const step = 16;

/**
 * The place for a square of `size` that is in the window, covers none of `taken`, and is nearest to `end`: below its corner if that is
 * free. Null if there is no such place.
 */
export function freePlace(
  size: number,
  end: Box,
  taken: readonly Box[],
  room: { width: number; height: number },
  isRightToLeft: boolean,
): Place | null {
  const isFree = ({ left, top }: Place): boolean =>
    left >= gap &&
    top >= gap &&
    left + size <= room.width - gap &&
    top + size <= room.height - gap &&
    !taken.some((box) => left < box.right + 1 && left + size > box.left - 1 && top < box.bottom + 1 && top + size > box.top - 1);
  const outside = isRightToLeft ? end.left - gap - size : end.right + gap;
  const inside = isRightToLeft ? end.left : end.right - size;
  const best = [
    { left: outside, top: end.bottom + gap },
    { left: inside, top: end.bottom + gap },
    { left: outside, top: (end.top + end.bottom - size) / 2 },
    { left: outside, top: end.top - gap - size },
    { left: inside, top: end.top - gap - size },
  ];
  return best.find(isFree) ?? nearestOf(gridIn(size, room).filter(isFree), { left: outside, top: end.bottom });
}

function gridIn(size: number, { width, height }: { width: number; height: number }): Place[] {
  const along = (length: number): number[] =>
    Array.from({ length: Math.max(0, Math.floor((length - size - 2 * gap) / step) + 1) }, (_, index) => gap + index * step);
  const lefts = along(width);
  return along(height).flatMap((top) => lefts.map((left) => ({ left, top })));
}

function nearestOf(places: readonly Place[], to: Place): Place | null {
  const distanceOf = (place: Place): number => Math.hypot(place.left - to.left, place.top - to.top);
  return places.reduce<Place | null>((nearest, place) => (nearest && distanceOf(nearest) <= distanceOf(place) ? nearest : place), null);
}
