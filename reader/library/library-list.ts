import { formatBytes } from "../../src/shared/format-bytes.ts";
import { messageLocale, plural, t } from "../../src/shared/i18n.ts";
import { byId, make, makeButton, setHidden } from "../../ui/dom.ts";
import { createConfirmAction } from "../../ui/confirm-action.ts";
import { formatShare } from "../../ui/format.ts";
import { makeIconButton } from "../../ui/icon-button.ts";
import type { KeptDocument } from "./library-store.ts";

/** What the library's list asks for. */
export interface LibraryActions {
  open(document: KeptDocument): void;
  remove(document: KeptDocument): void;
  clear(): void;
}

/** From so many documents on there is a field to find one. */
const searchedFrom = 6;

const kinds: Record<KeptDocument["kind"], string> = {
  text: t("kindText"),
  markdown: "Markdown",
  html: "HTML",
  docx: "Word",
  epub: "EPUB",
  pdf: "PDF",
};

/** Sets up the list of what was opened. Returns a function that shows it. */
export function createLibraryList(actions: LibraryActions): (documents: readonly KeptDocument[]) => void {
  const card = byId("library", HTMLElement);
  const list = byId("library-list", HTMLUListElement);
  const search = byId("library-search", HTMLInputElement);
  const none = byId("library-none", HTMLElement);
  let shown: readonly KeptDocument[] = [];
  const clear = createConfirmAction(actions.clear, () => undefined);
  byId("library-clear", HTMLElement).append(clear.element);

  const show = (): void => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = shown.filter(({ title, fileName }) => `${title}\n${fileName}`.toLocaleLowerCase().includes(wanted));
    list.replaceChildren(...found.map((each) => row(each, actions)));
    setHidden(none, found.length > 0);
  };
  search.placeholder = t("librarySearch");
  search.addEventListener("input", show);

  return (documents) => {
    shown = documents;
    const hadFocus = card.contains(document.activeElement) && document.activeElement !== search;
    setHidden(card, documents.length === 0);
    setHidden(search, documents.length < searchedFrom);
    if (documents.length < searchedFrom) search.value = "";
    clear.update(
      {
        label: t("libraryClear"),
        confirm: t("libraryClearConfirm"),
        name: t("libraryTitle"),
        question: plural("libraryClearQuestion", documents.length),
      },
      documents.length > 0,
    );
    show();
    // The button that was pressed has gone with its row.
    if (hadFocus && document.activeElement === document.body) (list.querySelector("button") ?? byId("file", HTMLElement)).focus();
  };
}

function row(kept: KeptDocument, { open, remove }: LibraryActions): HTMLElement {
  const { title, kind, sizeBytes, usedAtMs, place } = kept;
  const name = title || t("readerUntitled");
  const date = new Intl.DateTimeFormat(messageLocale(), { dateStyle: "medium" }).format(usedAtMs);
  const progress = place === null ? "" : place.share === 1 ? t("libraryFinished") : t("libraryProgress", formatShare(place.share));
  const details = [kinds[kind], formatBytes(sizeBytes), date, progress].filter(Boolean).join(" · ");
  const button = makeButton("library-open", "", () => open(kept));
  const bar = make("span", { className: "share", ariaHidden: "true" }, make("i"));
  bar.style.setProperty("--share", String(place?.share ?? 0));
  button.append(make("span", { className: "name", dir: "auto" }, name), make("span", { className: "quiet" }, details));
  if (place) button.append(bar);
  return make(
    "li",
    {},
    button,
    makeIconButton("small bare", "close", t("libraryRemove", name), () => remove(kept)),
  );
}
