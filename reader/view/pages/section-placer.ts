import { parsePlace } from "../../document/text-place.ts";
import { measureTextIn } from "./measure-text.ts";
import type { PageLayout } from "./page-layout.ts";
import { placeOnPage } from "./place-on-page.ts";

/** Work that takes longer lets the page answer in between, in milliseconds. */
const maxBusyMs = 20;

/** Puts sections whose texts stand on pages over these. */
export interface SectionPlacer {
  /** Those of a document, in its order; what comes later is behind what came before. Those near to `first` are placed at once, others soon. */
  add(sections: readonly HTMLElement[], layout: PageLayout, first?: Element | null): void;
  stop(): void;
}

/** Creates a placer for the sections in `shown`. The style sheet has the rules for the properties that are set here. */
export function createSectionPlacer(shown: Element): SectionPlacer {
  const measure = measureTextIn(shown);
  let waiting: { section: HTMLElement; index: number; layout: PageLayout }[] = [];
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const work = (): void => {
    const busySince = performance.now();
    let done = 0;
    for (const { section, index, layout } of waiting) {
      placeSection(section, index, layout, measure);
      done++;
      if (performance.now() - busySince > maxBusyMs) break;
    }
    waiting = waiting.slice(done);
    timer = waiting.length > 0 ? setTimeout(work) : undefined;
  };

  return {
    add(sections, layout, first = null) {
      for (const section of sections) waiting.push({ section, index: count++, layout });
      const from = waiting.find(({ section }) => section === first)?.index;
      if (from !== undefined) waiting.sort((a, b) => Math.abs(a.index - from) - Math.abs(b.index - from));
      clearTimeout(timer);
      work();
    },
    stop() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}

/** A section begins where its first page does. One without texts on pages is that of the page with its number. */
function placeSection(section: HTMLElement, index: number, layout: PageLayout, measure: ReturnType<typeof measureTextIn>): void {
  const texts = Array.from(section.querySelectorAll<HTMLElement>("[data-box]"), (text) => ({
    text,
    place: parsePlace(text.dataset.box ?? ""),
  }));
  const base = texts.find(({ place }) => place !== null)?.place?.page ?? index;
  setAll(section, { y: layout.topOf(base).toFixed(5), gaps: String(base) });
  for (const { text, place } of texts) {
    if (!place) continue;
    const measured = measure(ownText(text.textContent ?? ""), place.family);
    const { x, y, gaps, fontSize, lineHeight, transform } = placeOnPage(place, measured, layout, base);
    setAll(text, {
      x: x.toFixed(5),
      y: y.toFixed(5),
      gaps: String(gaps),
      size: fontSize.toFixed(5),
      line: lineHeight.toFixed(5),
      turn: transform,
    });
  }
}

function setAll({ style }: HTMLElement, properties: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(properties)) style.setProperty(`--${name}`, value);
}

/** The space behind a text stands behind its box. */
const ownText = (text: string): string => text.trimEnd() || text;
