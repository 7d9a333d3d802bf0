import type { PDFDocumentProxy } from "pdfjs-dist";

/** An entry of a document's outline. */
export interface OutlineEntry {
  readonly title: string;
  /** 1 is the highest. */
  readonly level: number;
  /** Index of its page, from 0; null if it leads nowhere in the document. */
  readonly page: number | null;
}

const mostEntries = 5000;
const deepest = 8;

type Nodes = Awaited<ReturnType<PDFDocumentProxy["getOutline"]>>;

/** The outline of a document in the order in which it is shown; empty without one or if it is damaged. */
export async function outlineOf(document: PDFDocumentProxy): Promise<OutlineEntry[]> {
  const entries: { title: string; level: number; destination: unknown }[] = [];
  const add = (nodes: Nodes, level: number): void => {
    for (const { title, dest, items } of nodes) {
      if (entries.length >= mostEntries) return;
      if (title.trim() !== "") entries.push({ title: title.trim(), level, destination: dest });
      if (level < deepest) add(items as Nodes, level + 1);
    }
  };
  // Without an outline pdf.js gives null.
  const nodes: Nodes | null = await document.getOutline().catch(() => null);
  add(nodes ?? [], 1);
  return Promise.all(entries.map(async ({ title, level, destination }) => ({ title, level, page: await pageOf(document, destination) })));
}

async function pageOf(document: PDFDocumentProxy, destination: unknown): Promise<number | null> {
  try {
    const explicit: unknown = typeof destination === "string" ? await document.getDestination(destination) : destination;
    if (!Array.isArray(explicit)) return null;
    const [target] = explicit as unknown[];
    if (typeof target === "number") return target >= 0 && target < document.numPages ? target : null;
    return typeof target === "object" && target !== null ? await document.getPageIndex(target as { num: number; gen: number }) : null;
  } catch {
    return null;
  }
}
