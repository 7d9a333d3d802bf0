import { t } from "../src/shared/i18n.ts";
import { request } from "../src/shared/messaging.ts";
import type { SoundExport } from "../src/shared/protocol.ts";
import { make } from "./dom.ts";
import { createExportRow, type ExportRow } from "./export-row.ts";
import { saveFiles } from "./save-files.ts";

/**
 * Creates the list of the audio files. `perform` does what a row's button asks for, and shows its failure. When the row that has the focus goes,
 * `focusFallback` gets it. `show` fills the list.
 */
export function createExportList(
  perform: (act: () => Promise<unknown>) => void,
  focusFallback: HTMLElement,
): { element: HTMLElement; show(exports: readonly SoundExport[]): void } {
  const element = make("ol", { id: "exports", ariaLabel: t("exportsLabel") });
  const rows = new Map<string, ExportRow>();
  const actionsOn = (exportId: string): Parameters<typeof createExportRow>[1] => ({
    pause: () => perform(() => request("offscreen", "pauseExport", { exportId })),
    resume: () => perform(() => request("offscreen", "resumeExport", { exportId })),
    save: () => perform(async () => saveFiles(await request("offscreen", "saveExport", { exportId }))),
    remove: () => perform(() => request("offscreen", "removeExport", { exportId })),
  });
  return {
    element,
    show(exports) {
      for (const [exportId, row] of rows) {
        if (exports.some((each) => each.exportId === exportId)) continue;
        if (row.element.contains(document.activeElement)) focusFallback.focus();
        row.element.remove();
        rows.delete(exportId);
      }
      for (const each of exports) {
        const known = rows.get(each.exportId);
        const row = known ?? createExportRow(each, actionsOn(each.exportId));
        // The newest is at the top, where the person looks after having asked for it.
        if (!known) element.prepend(row.element);
        rows.set(each.exportId, row);
        row.update(each);
      }
    },
  };
}
