import { make } from "../../../ui/dom.ts";
import type { PageLayout } from "./page-layout.ts";

/** The elements in which the images of pages are. */
export interface PageFrames {
  readonly elements: readonly HTMLElement[];
  /** Puts them below each other. */
  layOut(layout: PageLayout): void;
}

/** Creates the elements of so many pages in `layer`, in place of what is in it. */
export function createPageFrames(layer: HTMLElement, count: number): PageFrames {
  const elements = Array.from({ length: count }, () => make("div", { className: "page" }));
  for (const [index, { style }] of elements.entries()) style.setProperty("--gaps", String(index));
  layer.style.setProperty("--gaps", String(count - 1));
  layer.replaceChildren(...elements);
  /** What was set last: each of hundreds of pages may tell its size. */
  const tops: number[] = [];
  const heights: number[] = [];
  return {
    elements,
    layOut(layout) {
      layer.style.setProperty("--height", layout.topOf(count).toFixed(5));
      for (const [index, { style }] of elements.entries()) {
        const [top, height] = [layout.topOf(index), layout.heightOf(index)];
        if (tops[index] !== top) style.setProperty("--y", top.toFixed(5));
        if (heights[index] !== height) style.setProperty("--height", height.toFixed(5));
        [tops[index], heights[index]] = [top, height];
      }
    },
  };
}
