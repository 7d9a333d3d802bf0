import { t } from "../src/shared/i18n.ts";
import type { SleepTimer, SleepWish } from "../src/shared/protocol.ts";
import { byId, make } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatDuration } from "../ui/format.ts";
import { icon } from "../ui/icon.ts";
import { repeat } from "../src/shared/repeat.ts";
import type { PopupModel } from "./model.ts";

const offered = [10, 20, 30, 45, 60];

/** Fills `#sleep` with the sleep timer: a list of the browser behind an icon, with the time that is left. Returns a function that shows a model. */
export function createSleepTimer(set: (wish: SleepWish | null) => void): (model: PopupModel) => void {
  const root = byId("sleep", HTMLElement);
  const left = make("span", { className: "left", ariaHidden: "true" });
  const select = make("select", { id: "sleep-timer", ariaLabel: t("sleepLabel") });
  root.append(icon("moon"), left, select);
  let timer: SleepTimer | null = null;
  let listed = "";

  const showLeft = repeat(() => {
    const leftMs = timer?.after === "minutes" ? Math.max(0, timer.endsAtMs === null ? timer.leftMs : timer.endsAtMs - Date.now()) : null;
    const text = timer === null ? "" : leftMs === null ? t("sleepAtEnd") : formatLeft(leftMs);
    setText(left, text);
    root.title = [t("sleepLabel"), text].filter(Boolean).join(": ");
    // The spoken name is not a live region, and so is not told by itself.
    select.ariaLabel = root.title;
    if (leftMs === null || timer?.after !== "minutes" || timer.endsAtMs === null || leftMs === 0) return Infinity;
    return (leftMs % (leftMs > 60_000 ? 60_000 : 1_000)) + 1;
  });

  select.addEventListener("change", () => {
    const { value } = select;
    set(value === "off" ? null : value === "text" ? { after: "text" } : { after: "minutes", minutes: Number(value) });
  });

  return ({ state }) => {
    timer = state?.sleepTimer ?? null;
    root.hidden = !timer && (state?.narration.status ?? "idle") === "idle";
    root.classList.toggle("on", timer !== null);
    const chosen = timer === null ? "off" : timer.after === "text" ? "text" : String(timer.minutes);
    const minutes = [...new Set([...offered, ...(timer?.after === "minutes" ? [timer.minutes] : [])])].sort((a, b) => a - b);
    // An open list is not changed under the pointer.
    if (listed !== minutes.join()) {
      listed = minutes.join();
      select.replaceChildren(
        new Option(t("sleepOff"), "off"),
        ...minutes.map((each) => new Option(formatDuration(each * 60), String(each))),
        new Option(t("sleepText"), "text"),
      );
    }
    if (select.value !== chosen) select.value = chosen;
    showLeft.restart();
  };
}

/** In whole minutes, and in seconds in the last one. */
function formatLeft(leftMs: number): string {
  return formatDuration(leftMs > 60_000 ? Math.ceil(leftMs / 60_000) * 60 : Math.ceil(leftMs / 1000));
}
