import { plural, t } from "../src/shared/i18n.ts";
import type { CacheStatistics } from "../src/shared/protocol.ts";
import { defaultSettings, type Settings } from "../src/shared/settings.ts";
import { byId, within } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatDuration, formatSize } from "../ui/format.ts";
import { createFollowingAlong } from "./following-along.ts";
import { createMathsSetting } from "./maths-setting.ts";
import { createMixedLanguages } from "./mixed-languages.ts";
import { createPitchAndPauses } from "./pitch-and-pauses.ts";
import { createSelectionButton } from "./selection-button.ts";

/** The memory of one open medium voice: the default budget is for two. */
const mediumVoiceBytes = defaultSettings.sessionBudgetBytes / 2;
/** The maximum share of the machine's memory for voices. */
const maxMemoryShare = 0.5;
/** Assumed if the browser does not say how much memory there is. */
const usualMemoryGigabytes = 8;

/**
 * Sets up the form, which saves each setting when it changes. Returns functions that show the settings, and the statistics that explain
 * them.
 */
export function createSettingsForm(change: (settings: Partial<Settings>) => void, fail: (thrown: unknown) => void) {
  const form = byId("settings-form", HTMLFormElement);
  const budget = byId("session-budget", HTMLInputElement);
  const limit = byId("clip-limit", HTMLInputElement);
  const idle = byId("close-idle", HTMLSelectElement);
  const keep = byId("keep-for-session", HTMLInputElement);
  const logging = byId("logging", HTMLInputElement);
  budget.max = String(Math.max(1.5e9, machineMemoryBytes() * maxMemoryShare));
  const sections = [
    createFollowingAlong(change),
    createSelectionButton(change, fail),
    createPitchAndPauses(change),
    createMixedLanguages(change),
    createMathsSetting(change),
  ];
  let clips: CacheStatistics["clips"] | null = null;

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement && target.type === "radio")) return;
    if (target.name === "whileLoading") change({ whileLoading: target.value === "wait" ? "wait" : "instant" });
    if (target.name === "preload") change({ preload: target.value === "chosen" || target.value === "mostUsed" ? target.value : "none" });
  });
  budget.addEventListener("change", () => change({ sessionBudgetBytes: budget.valueAsNumber }));
  limit.addEventListener("change", () => change({ clipLimitBytes: limit.valueAsNumber }));
  idle.addEventListener("change", () => change({ closeIdleAfterMinutes: Number(idle.value) }));
  keep.addEventListener("change", () => change({ keepClips: keep.checked ? "session" : "always" }));
  logging.addEventListener("change", () => change({ logging: logging.checked }));

  const showMeaning = () => {
    const voices = Math.max(1, Math.floor(budget.valueAsNumber / mediumVoiceBytes));
    showValue(budget, "session-budget-value", formatSize(budget.valueAsNumber), plural("aboutVoices", voices));
    showValue(limit, "clip-limit-value", formatSize(limit.valueAsNumber), limitMeaning(limit.valueAsNumber, clips));
  };
  budget.addEventListener("input", showMeaning);
  limit.addEventListener("input", showMeaning);

  return {
    showSettings(settings: Settings): void {
      for (const showSection of sections) showSection(settings);
      check("whileLoading", settings.whileLoading);
      check("preload", settings.preload);
      budget.value = String(settings.sessionBudgetBytes);
      limit.value = String(settings.clipLimitBytes);
      const minutes = String(settings.closeIdleAfterMinutes);
      if (![...idle.options].some(({ value }) => value === minutes))
        idle.append(new Option(formatDuration(settings.closeIdleAfterMinutes * 60), minutes));
      idle.value = minutes;
      keep.checked = settings.keepClips === "session";
      logging.checked = settings.logging;
      showMeaning();
    },
    showStatistics(statistics: CacheStatistics): void {
      ({ clips } = statistics);
      showMeaning();
    },
  };

  function check(name: string, value: string): void {
    within(form, `input[name="${name}"][value="${value}"]`, HTMLInputElement).checked = true;
  }
}

function showValue(slider: HTMLInputElement, outputId: string, size: string, meaning: string): void {
  const text = [size, meaning].filter(Boolean).join(" · ");
  setText(byId(outputId, HTMLElement), text);
  slider.setAttribute("aria-valuetext", text);
}

/** How much speech fits, estimated from the stored clips. */
function limitMeaning(limitBytes: number, clips: CacheStatistics["clips"] | null): string {
  if (limitBytes === 0) return t("keepNothing");
  if (!clips || clips.durationSeconds === 0 || clips.sizeBytes === 0) return "";
  return t("aboutSpeech", formatDuration((limitBytes / clips.sizeBytes) * clips.durationSeconds));
}

function machineMemoryBytes(): number {
  // Only Chromium reports it, in gigabytes.
  const { deviceMemory = usualMemoryGigabytes } = navigator as Navigator & { deviceMemory?: number };
  return deviceMemory * 1e9;
}
