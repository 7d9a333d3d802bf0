import { t } from "../src/shared/i18n.ts";
import type { ExportWish, QueuedText } from "../src/shared/protocol.ts";
import type { Settings } from "../src/shared/settings.ts";
import { byId, make, makeButton, setHidden } from "../ui/dom.ts";
import { createExportChoice } from "../ui/export-choice.ts";
import { createExportList } from "../ui/export-list.ts";
import { icon } from "../ui/icon.ts";
import type { PopupModel } from "./model.ts";

/** What the panel asks for. */
export interface ExportActions {
  exportPage(wish: ExportWish): void;
  exportSelection(wish: ExportWish): void;
  exportQueue(wish: ExportWish, title: string): void;
  /** Remembers how files are to be made. */
  change(settings: Pick<Settings, "exportFormat"> | Pick<Settings, "exportCaptions">): void;
  /** Does what is asked of an export, and shows its failure. */
  perform(act: () => Promise<unknown>): void;
}

/** Sets up the panel from which texts are saved as audio files. Returns a function that shows a model. */
export function createExportPanel(actions: ExportActions): (model: PopupModel) => void {
  const panel = byId("panel-export", HTMLElement);
  const choice = createExportChoice(actions.change);
  const list = createExportList(actions.perform, byId("tab-export", HTMLElement));
  let queue: QueuedText[] = [];
  const page = makeSave(t("exportPage"), () => actions.exportPage(choice.wish()));
  const selected = makeSave(t("exportSelection"), () => actions.exportSelection(choice.wish()));
  const queued = makeSave(t("exportQueue"), () => actions.exportQueue(choice.wish(), bookTitle(queue)));
  const empty = make("p", { className: "export-empty quiet" }, t("exportsEmpty"));
  panel.append(choice.element, make("div", { className: "export-what" }, page, selected, queued), list.element, empty);

  return ({ state, selection, settings }) => {
    setHidden(selected, selection === null, page);
    queue = state?.queue ?? [];
    setHidden(queued, queue.length === 0, page);
    if (settings) choice.show(settings);
    const exports = state?.exports ?? [];
    list.show(exports);
    empty.hidden = exports.length > 0;
  };
}

/** The title of a file of several texts. */
function bookTitle(queue: readonly QueuedText[]): string {
  const [first, ...others] = queue;
  const title = first ? first.title || first.start : "";
  return others.length === 0 ? title : t("exportBookTitle", title, String(others.length));
}

function makeSave(label: string, act: () => void): HTMLButtonElement {
  const button = makeButton("small", "", act);
  button.append(icon("save"), label);
  return button;
}
