/** Where a stretch of text stands on a page, in points from the top left corner of the page as it is shown. */
export interface TextPlace {
  /** From 0. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The direction in which the text runs, in degrees clockwise. */
  readonly angle: 0 | 90 | 180 | 270;
  /** The kind of its font. */
  readonly family: "sans" | "serif" | "mono";
}

const families = ["sans", "serif", "mono"] as const;
const angles = [0, 90, 180, 270] as const;

/** The form of the attribute `data-box`, which says where the text of an element stands: numbers only. */
const form = /^\d{1,5}(?: -?\d{1,5}(?:\.\d)?){4} (?:0|90|180|270) [012]$/;

/** A place as the value of `data-box`. */
export function formatPlace({ page, left, top, right, bottom, angle, family }: TextPlace): string {
  const tenths = [left, top, right, bottom].map((points) => String(Math.round(10 * points) / 10));
  return [page, ...tenths, angle, families.indexOf(family)].join(" ");
}

/** The place that a value of `data-box` tells. Null if it has not the form of one, or no size. */
export function parsePlace(value: string): TextPlace | null {
  if (!form.test(value)) return null;
  const [page = 0, left = 0, top = 0, right = 0, bottom = 0, turn = 0, kind = 0] = value.split(" ").map(Number);
  if (right <= left || bottom <= top) return null;
  return { page, left, top, right, bottom, angle: angles[turn / 90] ?? 0, family: families[kind] ?? "sans" };
}
