import { errorText, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { languageName } from "../ui/format.ts";
import { voiceNameOf } from "../ui/voice-name.ts";
import type { PopupModel } from "./model.ts";

/** The text on the card with the buttons. */
export interface CardText {
  kind: "reading" | "selected" | "hint" | "problem";
  /** The current status. */
  label: string;
  text: string;
  /** The language of `text` (BCP 47); `null` for the language of the messages. */
  language: string | null;
  /** The language of the text, and the voice that reads or will read it. */
  heard: string;
}

const statusText: Record<Narration["status"], string> = {
  idle: t("statusIdle"),
  preparing: t("statusPreparing"),
  speaking: t("statusSpeaking"),
  paused: t("statusPaused"),
};

/** What is being read or about to be; else the failure, else the selection, else how to begin. */
export function cardText(model: PopupModel): CardText {
  const { state, selection, failure } = model;
  if (!state) {
    return failure ? problem(errorText(failure)) : { kind: "hint", label: t("statusUnknown"), text: "", language: null, heard: "" };
  }
  const { status, sentence, upcoming, language, voice, error } = state.narration;
  if (status !== "idle") {
    return {
      kind: "reading",
      label: statusText[status],
      text: sentence?.text ?? upcoming ?? "",
      language,
      heard: heardText(language, voice?.voiceId, model),
    };
  }
  const code = failure ?? error?.code ?? null;
  if (code) return problem(errorText(code));
  if (!selection) return { kind: "hint", label: statusText.idle, text: model.offer ? t("hintReadPage") : "", language: null, heard: "" };
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
