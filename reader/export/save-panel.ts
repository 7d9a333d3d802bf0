import { t } from "../../src/shared/i18n.ts";
import { request } from "../../src/shared/messaging.ts";
import type { SoundExport } from "../../src/shared/protocol.ts";
import type { Settings } from "../../src/shared/settings.ts";
import { stillOpeningMark } from "../../src/shared/document-marks.ts";
import { byId, make, makeButton } from "../../ui/dom.ts";
import { createExportChoice } from "../../ui/export-choice.ts";
import { createExportList } from "../../ui/export-list.ts";
import { icon } from "../../ui/icon.ts";
import { sectionId, type OpenedDocument, type OutlineEntry } from "../opening/sanitise.ts";
import { coverImage } from "./cover-image.ts";
import { documentChapters } from "./document-chapters.ts";

/** What the panel needs of the page. */
interface SaveParts {
  tabId: Promise<number>;
  change(settings: Pick<Settings, "exportFormat"> | Pick<Settings, "exportCaptions">): void;
  /** Does what was asked for, and shows its failure. */
  perform(act: () => Promise<unknown>): void;
}

/** The panel from which the document is saved as an audio file. */
interface SavePanel {
  /** Another document is shown, or none. */
  begin(opened: OpenedDocument | null): void;
  /** The document has got more entries of its outline. */
  append(entries: readonly OutlineEntry[]): void;
  showSettings(settings: Settings): void;
  showExports(exports: readonly SoundExport[]): void;
}

/** Sets up the button and the panel from which the whole document is saved as an audio file. */
export function createSavePanel({ tabId, change, perform }: SaveParts): SavePanel {
  const button = byId("show-save", HTMLButtonElement);
  button.title = button.ariaLabel ?? "";
  button.append(icon("save"));
  const choice = createExportChoice(change);
  let shown: OpenedDocument | null = null;
  let outline: OutlineEntry[] = [];
  let showing = new AbortController();
  const save = makeButton("small", t("exportDocument"), () => {
    const document = shown;
    if (document) perform(() => saveDocument(document));
  });
  save.prepend(icon("save"));
  const list = createExportList(perform, save);
  const waiting = make("p", { className: "export-empty quiet", role: "status", hidden: true }, t("exportWaitsForDocument"));
  const hint = make("p", { className: "export-empty quiet" }, t("exportsEmpty"));
  byId("save-panel", HTMLElement).append(choice.element, make("div", { className: "export-what" }, save), waiting, list.element, hint);

  let isAsking = false;
  const setAsking = (asks: boolean): void => {
    isAsking = asks;
    waiting.hidden = !asks;
  };
  const saveDocument = async (opened: OpenedDocument): Promise<void> => {
    if (isAsking) return;
    const { signal } = showing;
    const { title, author } = opened;
    const wish = choice.wish();
    try {
      setAsking(true);
      await untilAllThere(signal);
      const book = { title, author, cover: await coverImage(opened, signal) };
      signal.throwIfAborted();
      await request("background", "exportDocument", { ...wish, tabId: await tabId, book, chapters: documentChapters(placed(outline)) });
    } finally {
      if (!signal.aborted) setAsking(false);
    }
  };

  return {
    begin(opened) {
      showing.abort();
      showing = new AbortController();
      setAsking(false);
      shown = opened;
      outline = [...(opened?.contents ?? [])];
    },
    append(entries) {
      outline.push(...entries);
    },
    showSettings: choice.show,
    showExports(exports) {
      list.show(exports);
      hint.hidden = exports.length > 0;
    },
  };
}

/** Resolves when nothing more of the document that is shown is to come. Rejects with the signal's reason. */
function untilAllThere(signal: AbortSignal): Promise<void> {
  const shown = byId("document", HTMLElement);
  if (!shown.hasAttribute(stillOpeningMark)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (shown.hasAttribute(stillOpeningMark)) return;
      observer.disconnect();
      resolve();
    });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      reject(signal.reason as Error);
    });
    observer.observe(shown, { attributeFilter: [stillOpeningMark] });
  });
}

/** The entries, of which those whose place is not in the document lead to the beginning of their section. */
function placed(entries: readonly OutlineEntry[]): OutlineEntry[] {
  return entries.map((entry) => (document.getElementById(entry.elementId) ? entry : { ...entry, elementId: sectionId(entry.section) }));
}
