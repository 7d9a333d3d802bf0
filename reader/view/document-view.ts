import { t } from "../../src/shared/i18n.ts";
import { byId, setHidden } from "../../ui/dom.ts";
import type { OpenedDocument } from "../opening/sanitise.ts";

/** Sets up the place where a document is shown. Returns a function that shows one in place of the one before, or none. */
export function createDocumentView(): (opened: OpenedDocument | null) => void {
  const shown = byId("document", HTMLElement);
  const title = byId("title", HTMLElement);
  return (opened) => {
    // An empty `lang` means that the language is unknown, and not that of the page.
    shown.lang = opened?.language ?? "";
    // What was read of the document before is not read of this one.
    shown.dataset.readAloud = "";
    shown.replaceChildren(...(opened?.sections ?? []));
    setHidden(shown, opened === null);
    setHidden(byId("start", HTMLElement), opened !== null);
    setHidden(byId("tools", HTMLElement), opened === null, byId("file", HTMLElement));
    title.textContent = (opened && (opened.title || t("readerUntitled"))) ?? t("readerTitle");
    title.title = title.textContent;
    document.title = opened?.title ? `${opened.title} - ${t("readerTitle")}` : t("readerTitle");
    scrollTo(0, 0);
  };
}
