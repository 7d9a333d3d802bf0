import { toWireError } from "../src/shared/errors.ts";
import { errorText, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { byId, setText } from "../ui/dom.ts";
import { formatShare, languageName } from "../ui/format.ts";
import { importVoice } from "./import-voice.ts";
import { pairOf } from "./voice-files.ts";

/** Takes in a person's own voice from the file picker, or from files that are dropped anywhere on the page; `onImported` hears of each. */
export function startImportForm(onImported: (voice: Voice) => void): void {
  const form = byId("import", HTMLElement);
  const input = byId("import-files", HTMLInputElement);
  const status = byId("import-status", HTMLElement);
  const tell = (text: string, problem = false) => {
    setText(status, text);
    status.classList.toggle("problem", problem);
  };

  const take = async (files: File[]) => {
    const pair = pairOf(files);
    if (!pair) {
      tell(t("importNeedsBoth"), true);
      return;
    }
    input.disabled = true;
    try {
      const voice = await importVoice(pair, (share) => tell(t("importCopying", formatShare(share))));
      tell(t("imported", voice.name, languageName(baseLanguage(voice.language))));
      onImported(voice);
    } catch (thrown) {
      tell(errorText(toWireError(thrown).code), true);
    } finally {
      input.disabled = false;
      input.value = "";
    }
  };

  input.addEventListener("change", () => void take([...(input.files ?? [])]));
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
    void take([...(event.dataTransfer?.files ?? [])]);
  });
}
