import { t } from "../src/shared/i18n.ts";
import { maxPitch, minPitch, type Settings } from "../src/shared/settings.ts";
import { byId } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatPause, formatRate } from "../ui/format.ts";
import { createLevel } from "../ui/level.ts";

/** Sets up the sliders for the pitch, the pauses and the lead. Returns a function that shows the saved settings. */
export function createPitchAndPauses(change: (settings: Partial<Settings>) => void): (settings: Settings) => void {
  const slider = byId("pitch", HTMLInputElement);
  const reset = byId("pitch-reset", HTMLButtonElement);
  slider.min = String(minPitch);
  slider.max = String(maxPitch);
  const showPitch = (value: number) => {
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", formatRate(value));
    setText(reset, formatRate(value));
    reset.setAttribute("aria-label", t("resetPitch", formatRate(value)));
  };
  const pitch = createLevel(slider, showPitch, (value) => change({ pitch: value }));
  reset.addEventListener("click", () => pitch.set(1));
  const sentencePause = createPause("sentence-pause", (value) => change({ sentencePauseSeconds: value }));
  const paragraphPause = createPause("paragraph-pause", (value) => change({ paragraphPauseSeconds: value }));
  const lead = createPause("lead", (value) => change({ leadSeconds: value }));

  return (settings) => {
    pitch.follow(settings.pitch);
    sentencePause.follow(settings.sentencePauseSeconds);
    paragraphPause.follow(settings.paragraphPauseSeconds);
    lead.follow(settings.leadSeconds);
  };
}

function createPause(id: string, send: (value: number) => void): ReturnType<typeof createLevel> {
  const slider = byId(id, HTMLInputElement);
  const output = byId(`${id}-value`, HTMLElement);
  const show = (value: number) => {
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", formatPause(value));
    setText(output, formatPause(value));
  };
  return createLevel(slider, show, send);
}
