import { t } from "../src/shared/i18n.ts";
import { maxPitch, minPitch, type Settings } from "../src/shared/settings.ts";
import { createFactorSlider } from "../ui/factor-slider.ts";
import { formatPause } from "../ui/format.ts";
import { createValueSlider } from "../ui/value-slider.ts";

/** Sets up the sliders for the pitch, the pauses and the lead. Returns a function that shows the saved settings. */
export function createPitchAndPauses(change: (settings: Partial<Settings>) => void): (settings: Settings) => void {
  const limits = { min: minPitch, max: maxPitch };
  const showPitch = createFactorSlider("pitch", { ...limits, resetLabel: (value) => t("resetPitch", value) }, (pitch) => change({ pitch }));
  const showWordPause = createValueSlider("word-pause", formatPause, (seconds) => change({ wordPauseSeconds: seconds }));
  const showSentencePause = createValueSlider("sentence-pause", formatPause, (seconds) => change({ sentencePauseSeconds: seconds }));
  const showParagraphPause = createValueSlider("paragraph-pause", formatPause, (seconds) => change({ paragraphPauseSeconds: seconds }));
  const showLead = createValueSlider("lead", formatPause, (seconds) => change({ leadSeconds: seconds }));
  return (settings) => {
    showPitch(settings.pitch);
    showWordPause(settings.wordPauseSeconds);
    showSentencePause(settings.sentencePauseSeconds);
    showParagraphPause(settings.paragraphPauseSeconds);
    showLead(settings.leadSeconds);
  };
}
