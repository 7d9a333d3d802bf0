import { parsePlace } from "../../document/text-place.ts";
import { measureTextIn } from "./measure-text.ts";
import type { PageLayout } from "./page-layout.ts";
import { placeOnPage } from "./place-on-page.ts";

/** Work that takes longer lets the page answer in between, in milliseconds. */
const maxBusyMs = 20;

/** Sections whose texts are put over their pages. */
export interface PlacedSections {
  /** Puts those over their pages that are not yet there, at first those near to a child of the document. */
  place(layout: PageLayout, first: Element | null): void;
  stop(): void;
}

/** The texts of a document, over its pages. The style sheet has the rules for the properties that are set here. */
export function placeSections(shown: Element): PlacedSections {
  const measure = measureTextIn(shown);
  const placed = new WeakSet<Element>();
  let waiting: HTMLElement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let layout: PageLayout | undefined;

  const work = (): void => {
    const busySince = performance.now();
    while (layout && waiting.length > 0 && performance.now() - busySince < maxBusyMs) {
      const section = waiting.shift();
      if (section) placeSection(section, layout, measure);
    }
    timer = waiting.length > 0 ? setTimeout(work) : undefined;
  };

  return {
    place(latest, first) {
      layout = latest;
      const sections = Array.from(shown.children).filter((child) => child instanceof HTMLElement);
      const from = Math.max(
        0,
        sections.findIndex((section) => section === first),
      );
      const added = sections.filter((section) => !placed.has(section));
      for (const section of added) placed.add(section);
      const rank = new Map(sections.map((section, index) => [section, Math.abs(index - from)]));
      waiting.push(...added);
      waiting.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
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
function placeSection(section: HTMLElement, layout: PageLayout, measure: ReturnType<typeof measureTextIn>): void {
  const texts = Array.from(section.querySelectorAll<HTMLElement>("[data-box]"), (text) => ({
    text,
    place: parsePlace(text.dataset.box ?? ""),
  }));
  const number = Array.from(section.parentElement?.children ?? []).indexOf(section);
  const base = texts.find(({ place }) => place !== null)?.place?.page ?? number;
  section.style.setProperty("--y", layout.topOf(base).toFixed(5));
  section.style.setProperty("--gaps", String(base));
  for (const { text, place } of texts) {
    if (!place) continue;
    const { x, y, gaps, fontSize, lineHeight, transform } = placeOnPage(
      place,
      measure(ownText(text.textContent ?? ""), place.family),
      layout,
      base,
    );
    text.style.setProperty("--x", x.toFixed(5));
    text.style.setProperty("--y", y.toFixed(5));
    text.style.setProperty("--gaps", String(gaps));
    text.style.setProperty("--size", fontSize.toFixed(5));
    text.style.setProperty("--line", lineHeight.toFixed(5));
    text.style.setProperty("--turn", transform);
  }
}

/** The space behind a text stands behind its box. */
const ownText = (text: string): string => text.trimEnd() || text;
