import browser from "webextension-polyfill";
import { isAbort, serializeError, type ErrorCode } from "../src/shared/errors.ts";
import type { DocumentPlace } from "../src/shared/article.ts";
import { firstWords } from "../src/shared/first-words.ts";
import { errorText, localisePage, t } from "../src/shared/i18n.ts";
import { request } from "../src/shared/messaging.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { setText } from "../src/shared/set-text.ts";
import { announce } from "../ui/announce.ts";
import { byId, setHidden } from "../ui/dom.ts";
import { followOffscreen } from "../ui/follow-offscreen.ts";
import { openDocument, type OfferedFile } from "./opening/open-document.ts";
import { readClipboard } from "./opening/read-clipboard.ts";
import { receiveFiles } from "./opening/receive-files.ts";
import type { OpenedDocument } from "./opening/sanitise.ts";
import { createDocumentView } from "./view/document-view.ts";
import { createReadButton } from "./view/read-button.ts";

localisePage(document);
let opened: OpenedDocument | null = null;
let opening = new AbortController();
/** What is read of this page. */
let narration: Pick<Narration, "status" | "utteranceId"> = { status: "idle", utteranceId: null };
const ownTab = browser.tabs.getCurrent().then(({ id = -1 }) => id);
const showDocument = createDocumentView();
const showReading = createReadButton({
  read: () => read("start"),
  pause: () => perform(() => request("offscreen", "pause")),
  resume: () => perform(() => request("offscreen", "resume")),
});

receiveFiles({ onFile: open, onText: openText });
byId("clipboard", HTMLButtonElement).addEventListener("click", () => perform(async () => openText(await readClipboard())));
byId("close", HTMLButtonElement).addEventListener("click", close);
const pasted = byId("pasted", HTMLTextAreaElement);
pasted.addEventListener("input", () => (byId("open-pasted", HTMLButtonElement).disabled = pasted.value.trim() === ""));
byId("paste", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  openText(pasted.value);
});

show(null);
followOffscreen(
  (state) =>
    void ownTab.then((tabId) => {
      const { source, status, utteranceId } = state.narration;
      narration = source?.tabId === tabId ? { status, utteranceId } : { status: "idle", utteranceId: null };
      showReading(narration.status);
    }),
  (thrown) => showFailure(serializeError(thrown).code),
);

/** Opens a file in place of what is open or being opened. If it cannot be opened, what was open stays. */
function open(file: OfferedFile): void {
  opening.abort();
  opening = new AbortController();
  const { signal } = opening;
  document.body.ariaBusy = "true";
  announce(t("readerOpening"));
  perform(async () => {
    try {
      const next = await openDocument(file, signal);
      if (signal.aborted) return next.close();
      show(next);
      announce(t("readerOpened", next.title || t("readerTitle")));
    } finally {
      if (!signal.aborted) document.body.ariaBusy = "false";
    }
  });
}

function openText(text: string): void {
  const bytes = new TextEncoder().encode(text);
  open({ name: "", title: firstWords(text), size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.buffer) });
}

function close(): void {
  opening.abort();
  show(null);
}

function show(next: OpenedDocument | null): void {
  if (narration.status !== "idle") perform(() => request("offscreen", "stop"));
  const before = opened;
  opened = next;
  showDocument(next);
  showReading("idle");
  before?.close();
}

function read(from: DocumentPlace): void {
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
