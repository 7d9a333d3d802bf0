/** Where on an axis a text may be without being scrolled, as shares of the area's size. */
export interface Zone {
  /** Its beginning may be from here to there. */
  from: number;
  to: number;
  /** Its end may be up to here, unless it is too long for that. */
  end: number;
}

/** Where the beginning of a text is put, as a share of the area's size. */
const rest = 0.22;

/**
 * How far to scroll along an axis so that a text from `start` to `end` is well placed in an area: 0 if it is in the zone already. The
 * beginning is put into the first third.
 */
export function scrollDistance(start: number, end: number, areaStart: number, areaEnd: number, { from, to, end: last }: Zone): number {
  const size = areaEnd - areaStart;
  const at = (share: number): number => areaStart + share * size;
  const fits = end - start <= (last - rest) * size;
  const isComfortable = start >= at(from) && start <= at(to) && (!fits || end <= at(last));
  return isComfortable ? 0 : start - at(rest);
}

/** How far to scroll so that a text is inside an area at all, with a little space around it: 0 if it is. Of a longer one, its beginning. */
export function distanceInto(start: number, end: number, areaStart: number, areaEnd: number): number {
  if (start >= areaStart && end <= areaEnd) return 0;
  const margin = 0.1 * (areaEnd - areaStart);
  const fits = end - start <= areaEnd - areaStart - 2 * margin;
  return start < areaStart || !fits ? start - areaStart - margin : end - areaEnd + margin;
}
