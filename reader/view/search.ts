import { messageLocale, plural, t } from "../../src/shared/i18n.ts";
import { setText } from "../../src/shared/set-text.ts";
import { byId } from "../../ui/dom.ts";
import { findInDocument, foldDocument, type FoldedText } from "./find-in-document.ts";

/** The names of the highlights of what was found, and of the place that is shown. */
const foundName = "reader-found";
const currentName = "reader-current";

/** What is found in the document. */
export interface Search {
  /** Forgets what was found: another document is shown. */
  reset(): void;
}

/** Sets up the field that finds a text in the document. Enter leads to the next place, Shift+Enter to the one before. */
export function createSearch(): Search {
  const field = byId("search", HTMLInputElement);
  const count = byId("search-count", HTMLElement);
  const shown = byId("document", HTMLElement);
  let folded: FoldedText | null = null;
  let found: Range[] = [];
  let at = -1;
  let sought = "";

  const show = (): void => {
    CSS.highlights.set(foundName, new Highlight(...found));
    const current = found[at];
    if (current) {
      CSS.highlights.set(currentName, new Highlight(current));
      current.startContainer.parentElement?.scrollIntoView({ block: "center" });
    } else CSS.highlights.delete(currentName);
    const number = (value: number): string => new Intl.NumberFormat(messageLocale()).format(value);
    setText(
      count,
      sought === "" ? "" : current ? t("searchAt", number(at + 1), number(found.length)) : plural("searchFound", found.length),
    );
  };

  const find = (): void => {
    sought = field.value.trim();
    folded ??= foldDocument(shown);
    found = findInDocument(folded, sought);
    // The first place from what is in view on.
    at = found.findIndex((range) => range.getBoundingClientRect().bottom > 0);
    if (at < 0) at = found.length - 1;
    show();
  };

  field.placeholder = t("searchInDocument");
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || found.length === 0) return;
    event.preventDefault();
    at = (at + (event.shiftKey ? -1 : 1) + found.length) % found.length;
    show();
  });

  return {
    reset() {
      field.value = sought = "";
      folded = null;
      found = [];
      at = -1;
      show();
    },
  };
}
