import { t } from "../src/shared/i18n.ts";
import { maxRate, minRate, type Settings } from "../src/shared/settings.ts";
import { createFactorSlider } from "./factor-slider.ts";
import { formatShare } from "./format.ts";
import { createValueSlider } from "./value-slider.ts";

/** Sets up the sliders for rate and volume. Returns a function that shows the saved settings. */
export function createRateAndVolume(
  change: (levels: Pick<Settings, "rate"> | Pick<Settings, "volume">) => void,
): (settings: Settings) => void {
  const limits = { min: minRate, max: maxRate };
  const showRate = createFactorSlider("rate", { ...limits, resetLabel: (value) => t("resetRate", value) }, (rate) => change({ rate }));
  const showVolume = createValueSlider("volume", formatShare, (volume) => change({ volume }));
  return ({ rate, volume }) => {
    showRate(rate);
    showVolume(volume);
  };
}
