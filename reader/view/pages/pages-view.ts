import type { ReaderLook } from "../../../src/shared/settings.ts";
import { byId, setHidden } from "../../../ui/dom.ts";
import type { DocumentPages } from "../../document/parsed-document.ts";
import { createPageFrames } from "./page-frames.ts";
import { drawPageImages, type PageImages } from "./page-images.ts";
import { layOutPages } from "./page-layout.ts";
import { bringBack, placeInView } from "./place-in-view.ts";
import { createSectionPlacer, type SectionPlacer } from "./section-placer.ts";

/** How a document is shown that has pages of its own. */
export interface PagesView {
  /** Another document is shown. Null if it has no pages, or if there is none. */
  show(pages: DocumentPages | null): void;
  /** Shows the pages or the flowing text. What is seen stays in view. */
  setView(view: ReaderLook["pdfView"]): void;
}

interface Shown {
  images: PageImages;
  placer: SectionPlacer;
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
    shown?.placer.stop();
    shown = null;
    layer.replaceChildren();
    delete root.dataset.view;
  };

  const start = (of: DocumentPages, first: Element | null): void => {
    root.dataset.view = "pages";
    const frames = createPageFrames(layer, of.count);
    const placer = createSectionPlacer(texts);
    const add = (sections: Iterable<Node>, near: Element | null): void => {
      const layout = layOutPages(of.count, of.sizeOf);
      frames.layOut(layout);
      placer.add(
        [...sections].filter((section) => section instanceof HTMLElement),
        layout,
        near,
      );
    };
    add(texts.children, first);
    // Sections may come while the document is shown.
    const sections = new MutationObserver((changes) => {
      add(
        changes.flatMap(({ addedNodes }) => [...addedNodes]),
        null,
      );
    });
    sections.observe(texts, { childList: true });
    shown = { images: drawPageImages(of, frames.elements), placer, sections };
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
