import type { TextPlace } from "../../document/text-place.ts";
import type { TextMeasure } from "./measure-text.ts";
import type { PageLayout } from "./page-layout.ts";

/** Where and how large an element with text is drawn. Measures are shares of the width of pages. */
export interface PlaceOnPage {
  /** Of the corner at which the text begins, from the left side and the top of the page `base`. */
  x: number;
  y: number;
  /** How many gaps between pages are above it. */
  gaps: number;
  fontSize: number;
  lineHeight: number;
  /** As a transformation in CSS, around that corner. */
  transform: string;
}

/** The place of a text, such that it is as long and as high as its box, in whatever font it is measured. */
export function placeOnPage(place: TextPlace, measured: TextMeasure, layout: PageLayout, base: number): PlaceOnPage {
  const { page, left, top, right, bottom, angle } = place;
  const points = layout.widthOf(page);
  const isUpright = angle % 180 === 0;
  const [across, along] = isUpright ? [bottom - top, right - left] : [right - left, bottom - top];
  const fontSize = across / measured.height / points;
  const stretch = measured.width > 0 ? along / points / (measured.width * fontSize) : 1;
  return {
    x: (angle === 90 || angle === 180 ? right : left) / points,
    y: layout.topOf(page) - layout.topOf(base) + (angle === 180 || angle === 270 ? bottom : top) / points,
    gaps: page - base,
    fontSize,
    lineHeight: across / points,
    transform: `${angle === 0 ? "" : `rotate(${angle}deg) `}scaleX(${stretch.toFixed(4)})`,
  };
}
