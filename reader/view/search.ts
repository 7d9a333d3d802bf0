import { messageLocale, plural, t } from "../../src/shared/i18n.ts";
import { setText } from "../../src/shared/set-text.ts";
import { byId } from "../../ui/dom.ts";
import { findInDocument, foldDocument, type FoldedText } from "./find-in-document.ts";

/** The names of the highlights of what was found, and of the place that is shown. */
const foundName = "reader-found";
const currentName = "reader-current";

/** While a document is still opening, what is sought is found anew so often. */
const findEveryMs = 1_000;

/** What is found in the document. */
export interface Search {
  /** Forgets what was found: another document is shown. */
  reset(): void;
  /** The document has got longer: what is found in the new part counts too. */
  grew(): void;
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
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (scrolls: boolean): void => {
    CSS.highlights.set(foundName, new Highlight(...found));
    const current = found[at];
    if (current) {
      CSS.highlights.set(currentName, new Highlight(current));
      if (scrolls) current.startContainer.parentElement?.scrollIntoView({ block: "center" });
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
    show(true);
  };

  field.placeholder = t("searchInDocument");
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || found.length === 0) return;
    event.preventDefault();
    at = (at + (event.shiftKey ? -1 : 1) + found.length) % found.length;
    show(true);
  });

  /** Finds anew, and stays at the place that is shown. */
  const findMore = (): void => {
    timer = undefined;
    if (sought === "") return;
    folded ??= foldDocument(shown);
    const wasNone = found.length === 0;
    found = findInDocument(folded, sought);
    if (wasNone && found.length > 0) at = 0;
    show(wasNone);
  };

  return {
    grew() {
      folded = null;
      if (sought !== "") timer ??= setTimeout(findMore, findEveryMs);
    },
    reset() {
      clearTimeout(timer);
      timer = undefined;
      field.value = sought = "";
      folded = null;
      found = [];
      at = -1;
      show(false);
    },
  };
}
