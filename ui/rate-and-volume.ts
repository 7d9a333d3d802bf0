import { t } from "../src/shared/i18n.ts";
import { maxRate, minRate, type Settings } from "../src/shared/settings.ts";
import { byId, setText } from "./dom.ts";
import { formatRate, formatShare } from "./format.ts";
import { throttle } from "./throttle.ts";

/** How often a value is sent while its slider is dragged, in milliseconds. */
const intervalMs = 60;

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

/** A slider that shows the saved value, except while the user drags it and until the last value was sent. */
function createLevel(slider: HTMLInputElement, show: (value: number) => void, send: (value: number) => void) {
  let isHeld = false;
  let unsent: number | null = null;
  let saved: number | null = null;
  const sendSometimes = throttle(intervalMs, (value: number) => {
    if (value === unsent) unsent = null;
    send(value);
  });
  const set = (value: number): void => {
    unsent = value;
    show(value);
    sendSometimes(value);
  };
  const showSaved = (): void => {
    if (saved !== null && !isHeld && unsent === null) show(saved);
  };
  const release = (): void => {
    isHeld = false;
    showSaved();
  };
  slider.addEventListener("input", () => set(slider.valueAsNumber));
  slider.addEventListener("pointerdown", () => (isHeld = true));
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release);
  return {
    set,
    follow(value: number): void {
      saved = value;
      showSaved();
    },
  };
}
