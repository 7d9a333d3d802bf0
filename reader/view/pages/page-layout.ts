import type { PageSize } from "../../document/parsed-document.ts";

/** Where pages lie below each other that are all shown in the same width, which is the unit here. The gaps between them are not in it. */
export interface PageLayout {
  readonly count: number;
  /** The width of a page in points. */
  widthOf(index: number): number;
  heightOf(index: number): number;
  /** The height of all pages before this one. */
  topOf(index: number): number;
}

/** A page is like the one before it as long as its size is not known. */
const usualSize: PageSize = { width: 595, height: 842 };
/** No page is so narrow or so high that others could not be reached. */
const highest = 20;

/** The layout of the pages by the sizes that are known. */
export function layOutPages(count: number, sizeOf: (index: number) => PageSize | undefined): PageLayout {
  const sizes: PageSize[] = [];
  const tops = [0];
  const heightOf = ({ width, height }: PageSize): number => Math.min(highest, height / width);
  for (let index = 0; index < count; index += 1) {
    const size = sizeOf(index);
    const used = size && size.width > 0 && size.height > 0 ? size : (sizes[index - 1] ?? usualSize);
    sizes.push(used);
    tops.push((tops[index] ?? 0) + heightOf(used));
  }
  const within = (index: number): number => Math.max(0, Math.min(count - 1, index));
  const sizeAt = (index: number): PageSize => sizes[within(index)] ?? usualSize;
  return {
    count,
    widthOf: (index) => sizeAt(index).width,
    heightOf: (index) => heightOf(sizeAt(index)),
    topOf: (index) => tops[Math.max(0, Math.min(count, index))] ?? 0,
  };
}
