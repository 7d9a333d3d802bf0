import { maxChapters, type DocumentChapter } from "../../src/shared/article.ts";
import type { OutlineEntry } from "../opening/sanitise.ts";

/** So many levels of a table of contents begin chapters. Those below would be chapters of a few sentences. */
const maxLevels = 2;

/** The chapters of an audio file: the upper entries of a document's outline, as many levels as there is room for. */
export function documentChapters(outline: readonly OutlineEntry[]): DocumentChapter[] {
  const levels = [...new Set(outline.map(({ level }) => level))].toSorted((a, b) => a - b).slice(0, maxLevels);
  const atMost = (deepest: number | undefined): OutlineEntry[] => outline.filter(({ level }) => level <= (deepest ?? 0));
  const deepest = levels.findLast((level) => atMost(level).length <= maxChapters);
  const entries = atMost(deepest ?? levels[0]);
  const step = Math.max(1, Math.ceil(entries.length / maxChapters));
  return entries.filter((_, i) => i % step === 0).map(({ title, elementId }) => ({ title, elementId }));
}
