import { t } from "../../src/shared/i18n.ts";
import { request } from "../../src/shared/messaging.ts";
import type { SoundExport } from "../../src/shared/protocol.ts";
import type { Settings } from "../../src/shared/settings.ts";
import { byId, make, makeButton } from "../../ui/dom.ts";
import { createExportChoice } from "../../ui/export-choice.ts";
import { createExportList } from "../../ui/export-list.ts";
import { icon } from "../../ui/icon.ts";
import type { OpenedDocument } from "../opening/sanitise.ts";
import { coverImage } from "./cover-image.ts";
import { documentChapters } from "./document-chapters.ts";

/** What the panel needs of the page. */
interface SaveParts {
  /** The document that is shown now. */
  opened(): OpenedDocument | null;
  tabId: Promise<number>;
  change(settings: Pick<Settings, "exportFormat"> | Pick<Settings, "exportCaptions">): void;
  /** Does what was asked for, and shows its failure. */
  perform(act: () => Promise<unknown>): void;
}

/** The panel from which the document is saved as an audio file. */
interface SavePanel {
  showSettings(settings: Settings): void;
  showExports(exports: readonly SoundExport[]): void;
}

/** Sets up the button and the panel from which the whole document is saved as an audio file. */
export function createSavePanel({ opened, tabId, change, perform }: SaveParts): SavePanel {
  const button = byId("show-save", HTMLButtonElement);
  button.title = button.ariaLabel ?? "";
  button.append(icon("save"));
  const choice = createExportChoice(change);
  const save = makeButton("small", t("exportDocument"), () => {
    const document = opened();
    if (document) perform(() => saveDocument(document));
  });
  save.prepend(icon("save"));
  const list = createExportList(perform, save);
  const hint = make("p", { className: "export-empty quiet" }, t("exportsEmpty"));
  byId("save-panel", HTMLElement).append(choice.element, make("div", { className: "export-what" }, save), list.element, hint);

  let isAsking = false;
  const saveDocument = async ({ title, author, cover, outline }: OpenedDocument): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    try {
      const image = await cover();
      const book = { title, author, cover: image && (await coverImage(image)) };
      const chapters = documentChapters(outline);
      await request("background", "exportDocument", { ...choice.wish(), tabId: await tabId, book, chapters });
    } finally {
      isAsking = false;
    }
  };

  return {
    showSettings: choice.show,
    showExports(exports) {
      list.show(exports);
      hint.hidden = exports.length > 0;
    },
  };
}
