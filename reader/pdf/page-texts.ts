import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { withoutDropCaps } from "./layout/drop-caps.ts";
import type { Angle } from "./layout/frame.ts";
import type { Segment } from "./layout/geometry.ts";
import { segmentsOf } from "./layout/segments.ts";
import { tagsOf, type StructureNode } from "./layout/tags.ts";
import { runsOf } from "./layout/text-runs.ts";
import type { PageText } from "./kinds/read-layout.ts";

/** A page is read with two on either side; the next page needs four of these again. */
const keptPages = 8;

/** The text of pages as pdf.js finds it; the last few are kept. */
export class PageTexts {
  readonly #document: PDFDocumentProxy;
  readonly #kept = new Map<number, Promise<PageText>>();

  constructor(document: PDFDocumentProxy) {
    this.#document = document;
  }

  /** The text of the page with that index, from 0. */
  get(index: number): Promise<PageText> {
    const known = this.#kept.get(index);
    const text = known ?? this.#load(index);
    this.#kept.delete(index);
    this.#kept.set(index, text);
    // One that failed is tried anew the next time.
    if (known === undefined) text.catch(() => this.#kept.delete(index));
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= keptPages) break;
      this.#kept.delete(oldest);
    }
    return text;
  }

  async #load(index: number): Promise<PageText> {
    const page = await this.#document.getPage(index + 1);
    try {
      return await textOf(page, index);
    } finally {
      page.cleanup();
    }
  }
}

async function textOf(page: PDFPageProxy, index: number): Promise<PageText> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [{ items, styles }, structure] = await Promise.all([
    page.getTextContent({ includeMarkedContent: true }),
    // A damaged structure tells nothing.
    page.getStructTree().catch(() => null) as Promise<StructureNode | null>,
  ]);
  const { straight, slanted } = runsOf(items, styles, { width, height, transform }, tagsOf(structure));
  const byLength = [...straight].map(([angle, runs]) => ({ angle, runs, length: runs.reduce((sum, { text }) => sum + text.length, 0) }));
  byLength.sort((a, b) => b.length - a.length);
  const segments = new Map<Angle, readonly Segment[]>(byLength.map(({ angle, runs }) => [angle, segmentsOf(withoutDropCaps(runs))]));
  return { index, width, height, segments, slanted };
}
