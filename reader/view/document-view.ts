import { readMark, stillOpeningMark } from "../../src/shared/document-marks.ts";
import { t } from "../../src/shared/i18n.ts";
import { byId, setHidden } from "../../ui/dom.ts";
import type { OpenedDocument, OpenedSection } from "../opening/sanitise.ts";

/** The place where a document is shown. */
export interface DocumentView {
  /** Shows the beginning of a document in place of the one before, or none. Its sections are appended as they come. */
  show(opened: Pick<OpenedDocument, "title" | "language"> | null): void;
  append(section: Pick<OpenedSection, "element">): void;
  /** Nothing is appended any more. */
  end(): void;
}

/** Sets up the place where a document is shown. */
export function createDocumentView(): DocumentView {
  const shown = byId("document", HTMLElement);
  const title = byId("title", HTMLElement);
  return {
    show(opened) {
      // An empty `lang` means that the language is unknown, and not that of the page.
      shown.lang = opened?.language ?? "";
      // What was read of the document before is not read of this one.
      shown.setAttribute(readMark, "");
      shown.toggleAttribute(stillOpeningMark, opened !== null);
      shown.replaceChildren();
      setHidden(shown, opened === null);
      setHidden(byId("start", HTMLElement), opened !== null);
      setHidden(byId("tools", HTMLElement), opened === null, byId("file", HTMLElement));
      title.textContent = (opened && (opened.title || t("readerUntitled"))) ?? t("readerTitle");
      title.title = title.textContent;
      document.title = opened?.title ? `${opened.title} - ${t("readerTitle")}` : t("readerTitle");
      scrollTo(0, 0);
    },
    append: ({ element }) => shown.append(element),
    end: () => shown.removeAttribute(stillOpeningMark),
  };
}
