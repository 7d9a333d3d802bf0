import browser from "webextension-polyfill";
import { isAbort, serializeError, type ErrorCode } from "../src/shared/errors.ts";
import { firstWords } from "../src/shared/first-words.ts";
import { errorText, localisePage, t } from "../src/shared/i18n.ts";
import { request } from "../src/shared/messaging.ts";
import type { Narration, Requests } from "../src/shared/protocol.ts";
import { setText } from "../src/shared/set-text.ts";
import { defaultSettings, type Settings } from "../src/shared/settings.ts";
import { announce } from "../ui/announce.ts";
import { byId, setHidden } from "../ui/dom.ts";
import { followOffscreen } from "../ui/follow-offscreen.ts";
import { subscribeSettings } from "../ui/subscribe-settings.ts";
import { createKeepsField } from "./library/keeps-field.ts";
import { createLibrary } from "./library/library.ts";
import { createLibraryList } from "./library/library-list.ts";
import type { KeptDocument } from "./library/library-store.ts";
import { trackPlace } from "./library/track-place.ts";
import { openDocument, type OfferedFile } from "./opening/open-document.ts";
import { createWishOpener, type OpeningManner } from "./opening/open-wish.ts";
import { readClipboard } from "./opening/read-clipboard.ts";
import { receiveFiles } from "./opening/receive-files.ts";
import { startPasteForm } from "./opening/paste-form.ts";
import type { OpenedDocument } from "./opening/sanitise.ts";
import { createDocumentView } from "./view/document-view.ts";
import { createLook } from "./view/look.ts";
import { createOutline } from "./view/outline.ts";
import { createSearch } from "./view/search.ts";
import { createReadButton } from "./view/read-button.ts";

localisePage(document);
/** The document that is shown, and what the library knows of it. */
let shown: { opened: OpenedDocument; kept: KeptDocument | null; isPrivate: boolean } | null = null;
let opening = new AbortController();
/** What is read of this page. Null if that is nothing. */
let narration: Narration | null = null;
let settings: Settings | null = null;
const ownTab = browser.tabs.getCurrent().then(({ id = -1 }) => id);
const showDocument = createDocumentView();
const showButton = createReadButton({
  read: (offset) => read({ offset }),
  pause: () => perform(() => request("offscreen", "pause")),
  resume: () => perform(() => request("offscreen", "resume")),
});
const library = createLibrary(browser.extension.inIncognitoContext === true);
const showLibrary = createLibraryList({
  open: (kept) => perform(() => openKept(kept)),
  remove: ({ id }) => perform(() => library.remove(id).then(refreshLibrary)),
  clear: () => perform(() => library.clear().then(refreshLibrary)),
});
const showOutline = createOutline(({ elementId }) => {
  byId(elementId, HTMLElement).scrollIntoView();
  // What is read follows.
  if (narration) read({ elementId });
});
const search = createSearch();
const change = subscribeSettings(
  (latest) => {
    const isFirst = settings === null;
    settings = latest;
    showKeeps(latest.keepsDocuments);
    showLook(latest.readerLook);
    if (isFirst) perform(startWithLibrary);
  },
  (thrown) => showFailure(serializeError(thrown).code),
);
const showKeeps = createKeepsField((keepsDocuments) => change({ keepsDocuments }));
const showLook = createLook((readerLook) => change({ readerLook }));
const showPlaceOf = trackPlace(
  (utteranceId) => byId("document", HTMLElement).dataset.readAloud?.split(" ").includes(utteranceId) === true,
  (place) => {
    if (!shown?.kept) return;
    shown.kept = { ...shown.kept, place };
    // What could not be kept is kept the next time.
    library.setPlace(shown.kept.id, place).catch(() => undefined);
  },
);

const wishes = createWishOpener(openFile, perform);

receiveFiles({ onFile: open, onText: openText });
startPasteForm(openText);
byId("clipboard", HTMLButtonElement).addEventListener("click", () => perform(async () => openText(await readClipboard())));
byId("close", HTMLButtonElement).addEventListener("click", close);

showDocument(null);
showReading();
perform(() => wishes.start());
followOffscreen(
  (state) => void ownTab.then((tabId) => showNarration(state.narration, tabId)),
  (thrown) => showFailure(serializeError(thrown).code),
);

function showNarration(latest: Narration, tabId: number): void {
  const isOwn = latest.source?.tabId === tabId;
  // At its end a text has no source any more.
  const isEnd = latest.status === "idle" && latest.utteranceId !== null && latest.utteranceId === narration?.utteranceId;
  narration = isOwn ? latest : null;
  showPlaceOf(isOwn || isEnd ? latest : null);
  showReading();
}

function showReading(): void {
  showButton(narration?.status ?? "idle", shown?.kept?.place ?? null);
}

/** Opens a file in place of what is open or being opened. If it cannot be opened, what was open stays. */
function open(file: OfferedFile): void {
  perform(() => openFile(file, wishes.end()));
}

async function openFile(file: OfferedFile, { isPrivate, reads }: OpeningManner): Promise<void> {
  opening.abort();
  opening = new AbortController();
  const { signal } = opening;
  document.body.ariaBusy = "true";
  announce(t("readerOpening"));
  try {
    const opened = await openDocument(file, signal);
    // A disk that is full does not keep it from being read.
    const kept = isPrivate ? null : await library.add(opened, file).catch(() => null);
    if (signal.aborted) return opened.close();
    show({ opened, kept, isPrivate });
    if (reads) read({ offset: kept?.place && kept.place.share < 1 ? kept.place.offset : 0 });
    announce(t("readerOpened", opened.title || t("readerUntitled")));
  } finally {
    if (!signal.aborted) document.body.ariaBusy = "false";
  }
}

function openText(text: string): void {
  open({ name: "", title: firstWords(text), content: new Blob([text], { type: "text/plain" }) });
}

async function openKept({ id, fileName, title }: KeptDocument): Promise<void> {
  const content = await library.file(id);
  if (content) await openFile({ name: fileName, title, content }, wishes.end());
  else await refreshLibrary();
}

/** Lists what was opened, and opens again what this tab showed before it was loaded anew. */
async function startWithLibrary(): Promise<void> {
  const documents = await refreshLibrary();
  const { document: id } = (history.state ?? {}) as { document?: string };
  const before = documents.find((each) => each.id === id);
  if (before && !shown) await openKept(before);
}

async function refreshLibrary(): Promise<KeptDocument[]> {
  const documents = await library.list((settings ?? defaultSettings).keepsDocuments);
  showLibrary(documents);
  return documents;
}

function close(): void {
  opening.abort();
  wishes.end();
  document.body.ariaBusy = "false";
  show(null);
  perform(refreshLibrary);
}

function show(next: typeof shown): void {
  const before = shown;
  // After a reload the same document is read on.
  if (narration && before) perform(() => request("offscreen", "stop"));
  showPlaceOf(null);
  shown = next;
  history.replaceState({ document: next?.kept?.id }, "");
  showDocument(next?.opened ?? null);
  byId("document", HTMLElement).toggleAttribute("data-private", next?.isPrivate === true);
  // The browser keeps titles in its history.
  if (next?.isPrivate) document.title = t("readerTitle");
  showOutline(next?.opened.outline ?? []);
  search.reset();
  showReading();
  before?.opened.close();
}

function read(from: Parameters<Requests["background"]["readDocument"]>[0]["from"]): void {
  perform(async () => request("background", "readDocument", { tabId: await ownTab, from }));
}

/** Performs what the user asked for. A failure is shown until the next request. */
function perform(act: () => Promise<unknown>): void {
  showFailure(null);
  act().catch((thrown: unknown) => isAbort(thrown) || showFailure(serializeError(thrown).code));
}

function showFailure(code: ErrorCode | null): void {
  const problem = byId("failure", HTMLElement);
  setText(problem, code === null ? "" : errorText(code));
  setHidden(problem, code === null);
}
