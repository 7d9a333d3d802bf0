import { diagnosticReport } from "../src/shared/diagnostic-report.ts";
import { t } from "../src/shared/i18n.ts";
import type { OffscreenState } from "../src/shared/protocol.ts";
import { byId } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";

/** Sets up the diagnostic report, to copy or to read. It is written again each time from the current `state`. */
export function startReport(state: () => OffscreenState | null, onFailure: (thrown: unknown) => void): void {
  const text = byId("report", HTMLElement);
  const copied = byId("report-copied", HTMLElement);
  const details = byId("report-details", HTMLDetailsElement);
  const write = async () => {
    const now = state();
    setText(text, now ? await diagnosticReport(now) : "");
  };
  const copy = async () => {
    await write();
    try {
      await navigator.clipboard.writeText(text.textContent);
      setText(copied, t("reportCopied"));
    } catch {
      details.open = true;
      setText(copied, t("reportNotCopied"));
    }
  };
  byId("copy-report", HTMLButtonElement).addEventListener("click", () => void copy().catch(onFailure));
  details.addEventListener("toggle", () => void (details.open && write().catch(onFailure)));
}
