import { errorText, messageLocale, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import { maxSelectionLength, type Narration } from "../src/shared/protocol.ts";
import type { PopupModel } from "./model.ts";
import { voiceNameOf } from "../ui/voice-name.ts";

/** What the user should know about the current narration, the most important first. */
export function narrationNotes(narration: Narration, model: PopupModel): { text: string; problem: boolean }[] {
  const limit = new Intl.NumberFormat(messageLocale()).format(maxSelectionLength);
  const problem = model.failure ?? narration.error?.code ?? null;
  // The problem is the reason for the stand-in, and there is room for only two lines.
  const standIn = problem ? null : narration.standIn;
  return [
    ...(problem ? [{ text: errorText(problem), problem: true }] : []),
    ...(standIn ? [{ text: standInText(standIn, chosenName(narration, model)), problem: false }] : []),
    ...(narration.truncated ? [{ text: t("hintTruncated", limit), problem: false }] : []),
  ];
}

function chosenName({ language }: Narration, { settings, state }: PopupModel): string {
  const chosen = language === null ? undefined : settings?.voices[baseLanguage(language)];
  return chosen ? voiceNameOf(chosen.voiceId, state?.voices ?? []) : t("naturalVoice");
}

function standInText(standIn: NonNullable<Narration["standIn"]>, name: string): string {
  if (standIn === "loading") return t("standInLoading", name);
  if (standIn === "failed") return t("standInFailed", name);
  return t("standInNotInstalled", name);
}
