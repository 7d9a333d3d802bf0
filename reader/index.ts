import browser from "webextension-polyfill";
import { privateMark, startOfRead } from "../src/shared/document-marks.ts";
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
import { createSavePanel } from "./export/save-panel.ts";
import { createLibrary } from "./library/library.ts";
import { createLibraryList } from "./library/library-list.ts";
import type { KeptDocument } from "./library/library-store.ts";
import { trackPlace } from "./library/track-place.ts";
import { openDocument, type OfferedFile } from "./opening/open-document.ts";
import { createWishOpener, type OpeningManner } from "./opening/open-wish.ts";
import { readClipboard } from "./opening/read-clipboard.ts";
import { receiveFiles } from "./opening/receive-files.ts";
import { startPasteForm } from "./opening/paste-form.ts";
import { sectionId, type OpenedDocument, type OutlineEntry } from "./opening/sanitise.ts";
import { createDocumentView } from "./view/document-view.ts";
import { createFirstSound } from "./view/first-sound.ts";
import { createLook } from "./view/look.ts";
import { createOpeningProgress } from "./view/opening-progress.ts";
import { createOutline } from "./view/outline.ts";
import { createSearch } from "./view/search.ts";
import { createReadButton } from "./view/read-button.ts";
import { lengthOfText } from "./view/length-of-text.ts";
import { createPagesView } from "./view/pages/pages-view.ts";

localisePage(document);
/** The document that is shown, and what the library knows of it. */
interface ShownDocument {
  opened: OpenedDocument;
  kept: KeptDocument | null;
  /** True if nothing of it is kept, because it comes from a private window. */
  isPrivate: boolean;
  /** Ends its opening, which goes on while it is shown. */
  opening: AbortController;
}

let shown: ShownDocument | null = null;
/** How much of the document is there: sections, and UTF-16 units of their text. */
let there = { sectionCount: 0, length: 0, isWhole: false };
/** What a person waits for until the document has got that far. */
let wanted: { isThere(): boolean; go(): void } | null = null;
/** The id of the text that has grown to the end of the document. */
let grownText: string | null = null;
let opening = new AbortController();
/** What is read of this page. Null if that is nothing. */
let narration: Narration | null = null;
let settings: Settings | null = null;
const ownTab = browser.tabs.getCurrent().then(({ id = -1 }) => id);
const view = createDocumentView();
const progress = createOpeningProgress();
const firstSound = createFirstSound();
const pagesView = createPagesView();
const showButton = createReadButton({
  read: (offset) => readFrom(offset),
  pause: () => perform(() => request("offscreen", "pause")),
  resume: () => perform(() => request("offscreen", "resume")),
});
const library = createLibrary(browser.extension.inIncognitoContext === true);
const showLibrary = createLibraryList({
  open: (kept) => perform(() => openKept(kept)),
  remove: ({ id }) => perform(() => library.remove(id).then(refreshLibrary)),
  clear: () => perform(() => library.clear().then(refreshLibrary)),
});
const outline = createOutline(goTo);
const search = createSearch();
const change = subscribeSettings(
  (latest) => {
    const isFirst = settings === null;
    settings = latest;
    showKeeps(latest.keepsDocuments);
    showLook(latest.readerLook);
    savePanel.showSettings(latest);
    pagesView.setView(latest.readerLook.pdfView);
    if (isFirst) perform(startWithLibrary);
  },
  (thrown) => showFailure(serializeError(thrown).code),
);
const showKeeps = createKeepsField((keepsDocuments) => change({ keepsDocuments }));
const showLook = createLook((readerLook) => change({ readerLook }));
const savePanel = createSavePanel({ tabId: ownTab, change, perform });
const showPlaceOf = trackPlace({
  startOf: (utteranceId) => startOfRead(byId("document", HTMLElement), utteranceId),
  shareOf: (offset) => (there.sectionCount > 0 ? Math.min(1, offset / expectedLength()) : null),
  isWhole: () => there.isWhole,
  keep(place) {
    if (!shown?.kept) return;
    shown.kept = { ...shown.kept, place };
    // What could not be kept is kept the next time.
    library.setPlace(shown.kept.id, place).catch(() => undefined);
  },
});

const wishes = createWishOpener(openFile, perform);

receiveFiles({ onFile: open, onText: openText });
startPasteForm(openText);
byId("clipboard", HTMLButtonElement).addEventListener("click", () => perform(async () => openText(await readClipboard())));
byId("close", HTMLButtonElement).addEventListener("click", close);

view.show(null);
showReading();
perform(() => wishes.start());
followOffscreen(
  (state) => {
    savePanel.showExports(state.exports);
    void ownTab.then((tabId) => showNarration(state.narration, tabId));
  },
  (thrown) => showFailure(serializeError(thrown).code),
);

function showNarration(latest: Narration, tabId: number): void {
  const isOwn = latest.source?.tabId === tabId;
  // At its end a text has no source any more.
  const isEnd = latest.status === "idle" && latest.utteranceId !== null && latest.utteranceId === narration?.utteranceId;
  narration = isOwn ? latest : null;
  if (narration && narration.status !== "preparing") firstSound.came();
  growText();
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
  // That of the document which is shown goes on until another one is there.
  if (shown?.opening !== opening) opening.abort();
  const own = new AbortController();
  opening = own;
  const { signal } = own;
  document.body.ariaBusy = "true";
  announce(t("readerOpening"));
  try {
    const opened = await openDocument(file, signal);
    // A disk that is full does not keep it from being read.
    const kept = isPrivate ? null : await library.add(opened, file).catch(() => null);
    if (signal.aborted) return opened.close();
    show({ opened, kept, opening: own, isPrivate });
    if (reads) readFrom(kept?.place && kept.place.share < 1 ? kept.place.offset : 0);
    announce(t("readerOpened", opened.title || t("readerUntitled")));
  } finally {
    if (!signal.aborted) document.body.ariaBusy = "false";
  }
  void showSections();
}

/** Shows the sections of the document as they come. One that cannot be read to its end stays as far as it came. */
async function showSections(): Promise<void> {
  if (!shown) return;
  const { opened } = shown;
  const isShown = (): boolean => shown?.opened === opened;
  try {
    for await (const section of opened.sections) {
      if (!isShown()) return;
      view.append(section);
      outline.append(section.outline);
      savePanel.append(section.outline);
      search.grew();
      there.sectionCount++;
      there.length += lengthOfText(section.element);
      progress.update(there.sectionCount);
      goWhereWanted();
      await firstSound.wait();
    }
    if (isShown()) endOpening(true);
  } catch (thrown) {
    if (!isShown()) return;
    endOpening(false);
    if (isAbort(thrown)) return;
    const { code } = serializeError(thrown);
    showFailure(code, code === "documentDamaged" ? t("readerRestDamaged") : `${t("readerRestMissing")} ${errorText(code)}`);
  }
}

function endOpening(isWhole: boolean): void {
  there.isWhole = true;
  view.end();
  growText();
  progress.end(isWhole);
  goWhereWanted();
}

/** A text that began to be read before all of the document was there becomes as long as that, and so does its timeline. */
function growText(): void {
  if (!there.isWhole || !narration?.utteranceId || narration.status === "preparing" || narration.utteranceId === grownText) return;
  if (startOfRead(byId("document", HTMLElement), narration.utteranceId) === null) return;
  grownText = narration.utteranceId;
  // What could not be asked for now comes when the end is near.
  request("offscreen", "grow").catch(() => undefined);
}

/** How long the text of the whole document is: as far as it is not there yet, its sections are as long as those that are. */
function expectedLength(): number {
  const { length, sectionCount, isWhole } = there;
  return Math.max(1, isWhole ? length : (length * (shown?.opened.sectionCount ?? 0)) / sectionCount);
}

/** Does something when the document has got that far, and says meanwhile that it waits. */
function whenThere(isThere: () => boolean, what: string | null, go: () => void): void {
  wanted = { isThere, go };
  progress.waitFor(isThere() || there.isWhole ? null : what);
  goWhereWanted();
}

function goWhereWanted(): void {
  if (!wanted || !(wanted.isThere() || there.isWhole)) return;
  const { go } = wanted;
  wanted = null;
  progress.waitFor(null);
  go();
}

/** Goes to an entry of the outline, as soon as it is there. */
function goTo({ section, elementId, title }: OutlineEntry): void {
  whenThere(
    () => there.sectionCount > section,
    t("readerWaitsFor", title),
    () => {
      const element = document.getElementById(elementId) ?? document.getElementById(sectionId(section));
      // On a page only the texts in an element have a place.
      const seen = element?.localName === "section" ? element : (element?.querySelector("[data-box]") ?? element);
      seen?.scrollIntoView();
      // What is read follows.
      if (narration && element) read({ elementId: element.id });
    },
  );
}

/** Between paragraphs a text that is read has units that the page does not show. */
const lengthMargin = 20_000;

/** Reads from an offset into the text, as soon as it is there. */
function readFrom(offset: number): void {
  whenThere(
    () => there.length > (offset === 0 ? 0 : offset + lengthMargin),
    // The beginning is there at once.
    offset === 0 ? null : t("readerWaitsForPlace"),
    () => read({ offset }),
  );
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
  wanted = null;
  document.body.ariaBusy = "false";
  show(null);
  perform(refreshLibrary);
}

function show(next: typeof shown): void {
  const before = shown;
  // After a reload the same document is read on.
  if (narration && before) perform(() => request("offscreen", "stop"));
  showPlaceOf(null);
  before?.opening.abort();
  shown = next;
  there = { sectionCount: 0, length: 0, isWhole: false };
  wanted = null;
  history.replaceState({ document: next?.kept?.id }, "");
  view.show(next?.opened ?? null);
  byId("document", HTMLElement).toggleAttribute(privateMark, next?.isPrivate === true);
  // The browser keeps titles in its history.
  if (next?.isPrivate) document.title = t("readerTitle");
  pagesView.show(next?.opened.pages ?? null);
  progress.end(false);
  if (next) progress.begin(next.opened);
  outline.reset();
  outline.append(next?.opened.contents ?? []);
  savePanel.begin(next?.opened ?? null);
  search.reset();
  showReading();
  before?.opened.close();
}

function read(from: Parameters<Requests["background"]["readDocument"]>[0]["from"]): void {
  firstSound.asked();
  perform(async () => {
    try {
      await request("background", "readDocument", { tabId: await ownTab, from });
    } catch (thrown) {
      firstSound.came();
      throw thrown;
    }
  });
}

/** Performs what the user asked for. A failure is shown until the next request. */
function perform(act: () => Promise<unknown>): void {
  showFailure(null);
  act().catch((thrown: unknown) => isAbort(thrown) || showFailure(serializeError(thrown).code));
}

function showFailure(code: ErrorCode | null, text = code === null ? "" : errorText(code)): void {
  const problem = byId("failure", HTMLElement);
  setText(problem, text);
  setHidden(problem, code === null);
}
