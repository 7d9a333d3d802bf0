import { errorText, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { languageName } from "../ui/format.ts";
import { voiceNameOf } from "../ui/voice-name.ts";
import type { PopupModel } from "./model.ts";

/** What the card with the buttons says. */
export interface CardText {
  kind: "reading" | "selected" | "hint" | "problem";
  /** A word on where things stand. */
  label: string;
  text: string;
  /** BCP 47, of `text`; `null` for that of the messages. */
  language: string | null;
  /** The language that is read, and the voice that reads it, or is going to. */
  heard: string;
}

const statusText: Record<Narration["status"], string> = {
  idle: t("statusIdle"),
  preparing: t("statusPreparing"),
  speaking: t("statusSpeaking"),
  paused: t("statusPaused"),
};

/** What is being read or about to be; else what went wrong, else what is selected, else how to begin. */
export function cardText(model: PopupModel): CardText {
  const { state, selection, failure } = model;
  if (!state) {
    return failure ? problem(errorText(failure)) : { kind: "hint", label: t("statusUnknown"), text: "", language: null, heard: "" };
  }
  const { status, sentence, upcoming, language, voice, error } = state.narration;
  if (status !== "idle") {
    return { kind: "reading", label: statusText[status], text: sentence?.text ?? upcoming ?? "", language, heard: heardText(language, voice?.voiceId, model) };
  }
  const code = failure ?? error?.code ?? null;
  if (code) return problem(errorText(code));
  if (!selection) return { kind: "hint", label: statusText.idle, text: t("hintHowToRead"), language: null, heard: "" };
  return {
    kind: "selected",
    label: t("statusSelected"),
    text: selection.text,
    language: selection.language,
    heard: heardText(selection.language, undefined, model),
  };
}

function problem(text: string): CardText {
  return { kind: "problem", label: t("statusProblem"), text, language: null, heard: "" };
}

function heardText(language: string | null, voiceId: string | undefined, { state, settings }: PopupModel): string {
  const chosen = language === null ? undefined : settings?.voices[baseLanguage(language)];
  const voice = voiceNameOf(voiceId ?? chosen?.voiceId ?? instantVoiceId, state?.voices ?? []);
  return language === null ? voice : `${languageName(baseLanguage(language))} · ${voice}`;
}
