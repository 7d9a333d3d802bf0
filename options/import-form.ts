import { serializeError } from "../src/shared/errors.ts";
import { errorText, t } from "../src/shared/i18n.ts";
import type { Voice, VoiceImport } from "../src/shared/protocol.ts";
import { byId, setHidden } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatShare } from "../ui/format.ts";
import { importVoice } from "./import-voice.ts";
import { pairOf } from "./voice-files.ts";

/**
 * Imports the user's own voice from the file picker, or from files dropped anywhere on the page. `onImported` is called with each imported
 * voice. Returns a function to call with the imports in progress whenever they change.
 */
export function startImportForm(onImported: (voice: Voice) => void): (imports: readonly VoiceImport[]) => void {
  const form = byId("import", HTMLElement);
  const input = byId("import-files", HTMLInputElement);
  const cancel = byId("import-cancel", HTMLButtonElement);
  const status = byId("import-status", HTMLElement);
  let current: { folder: string; controller: AbortController } | null = null;
  const showStatus = (text: string, problem = false) => {
    setText(status, text);
    status.classList.toggle("problem", problem);
  };

  const importFiles = async (files: File[]) => {
    if (current) return;
    const pair = pairOf(files);
    if (!pair) {
      showStatus(t("importNeedsBoth"), true);
      return;
    }
    const folder = crypto.randomUUID();
    const controller = new AbortController();
    current = { folder, controller };
    input.disabled = true;
    setHidden(cancel, false);
    try {
      const voice = await importVoice(pair, folder, (share) => showStatus(t("importCopying", formatShare(share))), controller.signal);
      // Its card tells that it is installed.
      showStatus("");
      onImported(voice);
    } catch (thrown) {
      if (controller.signal.aborted) showStatus(t("importCancelled"));
      else showStatus(errorText(serializeError(thrown).code), true);
    } finally {
      current = null;
      input.disabled = false;
      setHidden(cancel, true, input);
      input.value = "";
    }
  };

  cancel.addEventListener("click", () => current?.controller.abort());
  input.addEventListener("change", () => void importFiles([...(input.files ?? [])]));
  const isFileDrag = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!isFileDrag(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && form.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    form.classList.remove("dropping");
    if (!isFileDrag(event)) return;
    event.preventDefault();
    form.scrollIntoView({ block: "nearest" });
    void importFiles([...(event.dataTransfer?.files ?? [])]);
  });

  return (imports) => {
    const ownImport = imports.find(({ folder }) => folder === current?.folder);
    if (ownImport) showStatus(t(ownImport.step === "checking" ? "importChecking" : "importTrying", formatShare(ownImport.share)));
  };
}
