import type { ReaderLook } from "../../../src/shared/settings.ts";
import { byId, make, setHidden } from "../../../ui/dom.ts";
import type { DocumentPages } from "../../document/parsed-document.ts";
import { drawPageImages, type PageImages } from "./page-images.ts";
import { layOutPages } from "./page-layout.ts";
import { bringBack, placeInView } from "./place-in-view.ts";
import { placeSections, type PlacedSections } from "./place-sections.ts";

/** How a document is shown that has pages of its own. */
export interface PagesView {
  /** Another document is shown. Null if it has no pages, or if there is none. */
  show(pages: DocumentPages | null): void;
  /** Shows the pages or the flowing text. What is seen stays in view. */
  setView(view: ReaderLook["pdfView"]): void;
}

interface Shown {
  images: PageImages;
  texts: PlacedSections;
  sections: MutationObserver;
}

/**
 * Creates the view of a document's pages: their images, and over these the texts of the document as they stand on them. The document's
 * elements are the same in both views, so whatever knows a place in one finds it in the other.
 */
export function createPagesView(): PagesView {
  const texts = byId("document", HTMLElement);
  const layer = byId("pages", HTMLElement);
  const root = document.documentElement;
  let pages: DocumentPages | null = null;
  let view: ReaderLook["pdfView"] = "pages";
  let shown: Shown | null = null;

  const hide = (): void => {
    shown?.sections.disconnect();
    shown?.images.stop();
    shown?.texts.stop();
    shown = null;
    layer.replaceChildren();
    delete root.dataset.view;
  };

  const start = (of: DocumentPages, first: Element | null): void => {
    root.dataset.view = "pages";
    const frames = Array.from({ length: of.count }, () => make("div", { className: "page" }));
    const placed = placeSections(texts);
    const layOut = (near: Element | null): void => {
      const layout = layOutPages(of.count, of.sizeOf);
      layer.style.setProperty("--height", layout.topOf(of.count).toFixed(5));
      layer.style.setProperty("--gaps", String(of.count - 1));
      for (const [index, frame] of frames.entries()) {
        frame.style.setProperty("--y", layout.topOf(index).toFixed(5));
        frame.style.setProperty("--gaps", String(index));
        frame.style.setProperty("--height", layout.heightOf(index).toFixed(5));
      }
      placed.place(layout, near);
    };
    layOut(first);
    layer.replaceChildren(...frames);
    // Sections may come while the document is shown.
    const sections = new MutationObserver(() => layOut(null));
    sections.observe(texts, { childList: true });
    shown = { images: drawPageImages(of, frames), texts: placed, sections };
  };

  const apply = (): void => {
    const isWanted = pages !== null && view === "pages";
    if (isWanted === (shown !== null)) return;
    const place = pages && placeInView(texts);
    const section = place && Array.from(texts.children).find((child) => child.contains(place.element));
    if (pages && isWanted) start(pages, section ?? null);
    else hide();
    if (place) bringBack(place);
  };

  return {
    show(next) {
      hide();
      pages = next;
      setHidden(byId("pdf-view", HTMLElement), pages === null);
      if (pages && view === "pages") start(pages, null);
    },
    setView(wanted) {
      view = wanted;
      apply();
    },
  };
}
