import { t } from "../src/shared/i18n.ts";
import { maxRate, minRate, type Settings } from "../src/shared/settings.ts";
import { byId } from "./dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatRate, formatShare } from "./format.ts";
import { createLevel } from "./level.ts";

/** Sets up the sliders for rate and volume. Returns a function that shows the saved settings. */
export function createRateAndVolume(
  change: (levels: Pick<Settings, "rate"> | Pick<Settings, "volume">) => void,
): (settings: Settings) => void {
  const rateSlider = byId("rate", HTMLInputElement);
  const volumeSlider = byId("volume", HTMLInputElement);
  const reset = byId("rate-reset", HTMLButtonElement);
  rateSlider.min = String(minRate);
  rateSlider.max = String(maxRate);

  const showRate = (value: number) => {
    rateSlider.value = String(value);
    rateSlider.setAttribute("aria-valuetext", formatRate(value));
    setText(reset, formatRate(value));
    reset.setAttribute("aria-label", t("resetRate", formatRate(value)));
    reset.classList.toggle("changed", value !== 1);
  };
  const showVolume = (value: number) => {
    volumeSlider.value = String(value);
    volumeSlider.setAttribute("aria-valuetext", formatShare(value));
    setText(byId("volume-value", HTMLElement), formatShare(value));
  };
  const rate = createLevel(rateSlider, showRate, (value) => change({ rate: value }));
  const volume = createLevel(volumeSlider, showVolume, (value) => change({ volume: value }));
  rateSlider.addEventListener("dblclick", () => rate.set(1));
  reset.addEventListener("click", () => rate.set(1));

  return (settings) => {
    rate.follow(settings.rate);
    volume.follow(settings.volume);
    rateSlider.disabled = volumeSlider.disabled = reset.disabled = false;
  };
}
