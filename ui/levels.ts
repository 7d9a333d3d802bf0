import { t } from "../src/shared/i18n.ts";
import { maxRate, minRate, type Settings } from "../src/shared/settings.ts";
import { byId, setText } from "./dom.ts";
import { formatRate, formatShare } from "./format.ts";
import { throttle } from "./throttle.ts";

/** How often a level is sent while its slider is dragged, in milliseconds. */
const intervalMs = 60;

/** The rate and volume sliders; answers with the function that shows the saved settings. */
export function createLevels(change: (levels: Pick<Settings, "rate"> | Pick<Settings, "volume">) => void): (settings: Settings) => void {
  const rate = byId("rate", HTMLInputElement);
  const volume = byId("volume", HTMLInputElement);
  const reset = byId("rate-reset", HTMLButtonElement);
  rate.min = String(minRate);
  rate.max = String(maxRate);

  const showRate = (value: number) => {
    rate.value = String(value);
    rate.setAttribute("aria-valuetext", formatRate(value));
    setText(reset, formatRate(value));
    reset.setAttribute("aria-label", t("resetRate", formatRate(value)));
    reset.classList.toggle("changed", value !== 1);
  };
  const showVolume = (value: number) => {
    volume.value = String(value);
    volume.setAttribute("aria-valuetext", formatShare(value));
    setText(byId("volume-value", HTMLElement), formatShare(value));
  };
  const sendRate = throttle(intervalMs, (value: number) => change({ rate: value }));
  const sendVolume = throttle(intervalMs, (value: number) => change({ volume: value }));
  const setRate = (value: number) => {
    showRate(value);
    sendRate(value);
  };
  rate.addEventListener("input", () => setRate(rate.valueAsNumber));
  rate.addEventListener("dblclick", () => setRate(1));
  reset.addEventListener("click", () => setRate(1));
  volume.addEventListener("input", () => {
    showVolume(volume.valueAsNumber);
    sendVolume(volume.valueAsNumber);
  });

  return (settings) => {
    showRate(settings.rate);
    showVolume(settings.volume);
    rate.disabled = volume.disabled = reset.disabled = false;
  };
}
