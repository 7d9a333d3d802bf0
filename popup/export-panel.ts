import { t } from "../src/shared/i18n.ts";
import type { ExportWish, QueuedText, SoundExport } from "../src/shared/protocol.ts";
import { exportFormats, type ExportFormat, type Settings } from "../src/shared/settings.ts";
import { byId, make, makeButton, setHidden } from "../ui/dom.ts";
import { icon } from "../ui/icon.ts";
import { encodableFormats } from "./encodable-formats.ts";
import { createExportRow, type ExportRow, type ExportRowActions } from "./export-row.ts";
import type { PopupModel } from "./model.ts";

/** What the panel asks for. */
export interface ExportActions {
  exportPage(wish: ExportWish): void;
  exportSelection(wish: ExportWish): void;
  exportQueue(wish: ExportWish, title: string): void;
  /** Remembers how files are to be made. */
  change(settings: Pick<Settings, "exportFormat"> | Pick<Settings, "exportCaptions">): void;
  /** What can be done with an export. */
  row(exportId: string): ExportRowActions;
}

const nameOf: Record<ExportFormat, () => string> = {
  mp3: () => t("exportFormat_mp3"),
  wav: () => t("exportFormat_wav"),
  m4b: () => t("exportFormat_m4b"),
  opus: () => t("exportFormat_opus"),
};

/** Sets up the panel from which texts are saved as audio files. Returns a function that shows a model. */
export function createExportPanel(actions: ExportActions): (model: PopupModel) => void {
  const panel = byId("panel-export", HTMLElement);
  const format = make("select", { id: "export-format" });
  const captions = make("input", { id: "export-captions", type: "checkbox" });
  const wish = (): ExportWish => ({ format: formatNamed(format.value), captions: captions.checked });
  let queue: QueuedText[] = [];
  const page = makeSave(t("exportPage"), () => actions.exportPage(wish()));
  const selected = makeSave(t("exportSelection"), () => actions.exportSelection(wish()));
  const queued = makeSave(t("exportQueue"), () => actions.exportQueue(wish(), bookTitle(queue)));
  const empty = make("p", { className: "export-empty quiet" }, t("exportsEmpty"));
  const list = make("ol", { id: "exports", ariaLabel: t("exportsLabel") });
  panel.append(
    make(
      "div",
      { className: "export-how" },
      make("label", { htmlFor: format.id }, t("exportFormat")),
      make("span", { className: "select" }, format),
      make("label", { className: "check" }, captions, t("exportCaptions")),
    ),
    make("div", { className: "export-what" }, page, selected, queued),
    list,
    empty,
  );
  format.addEventListener("change", () => actions.change({ exportFormat: formatNamed(format.value) }));
  captions.addEventListener("change", () => actions.change({ exportCaptions: captions.checked }));

  let offered: readonly ExportFormat[] = [];
  let wished: ExportFormat | undefined;
  const showFormats = (): void => {
    if (wished && offered.includes(wished)) format.value = wished;
  };
  void encodableFormats().then((formats) => {
    offered = formats;
    format.replaceChildren(...formats.map((each) => make("option", { value: each }, nameOf[each]())));
    showFormats();
  });

  const rows = new Map<string, ExportRow>();
  const showExports = (exports: readonly SoundExport[]): void => {
    for (const [exportId, row] of rows) {
      if (exports.some((each) => each.exportId === exportId)) continue;
      if (row.element.contains(document.activeElement)) byId("tab-export", HTMLElement).focus();
      row.element.remove();
      rows.delete(exportId);
    }
    for (const each of exports) {
      const known = rows.get(each.exportId);
      const row = known ?? createExportRow(each, actions.row(each.exportId));
      // The newest is at the top, where the person looks after having asked for it.
      if (!known) list.prepend(row.element);
      rows.set(each.exportId, row);
      row.update(each);
    }
    empty.hidden = exports.length > 0;
  };

  return ({ state, selection, settings }) => {
    setHidden(selected, selection === null, page);
    queue = state?.queue ?? [];
    setHidden(queued, queue.length === 0, page);
    if (settings && wished !== settings.exportFormat) {
      wished = settings.exportFormat;
      showFormats();
    }
    if (settings) captions.checked = settings.exportCaptions;
    showExports(state?.exports ?? []);
  };
}

/** The title of a file of several texts. */
function bookTitle(queue: readonly QueuedText[]): string {
  const [first, ...others] = queue;
  const title = first ? first.title || first.start : "";
  return others.length === 0 ? title : t("exportBookTitle", title, String(others.length));
}

function formatNamed(name: string): ExportFormat {
  return exportFormats.find((format) => format === name) ?? exportFormats[0];
}

function makeSave(label: string, act: () => void): HTMLButtonElement {
  const button = makeButton("small", "", act);
  button.append(icon("save"), label);
  return button;
}
