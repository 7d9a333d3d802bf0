import { errorText, t } from "../src/shared/i18n.ts";
import { baseLanguage } from "../src/shared/languages.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { announce } from "../ui/announcer.ts";
import { byId, setText, within } from "../ui/dom.ts";
import { languageName } from "../ui/format.ts";
import type { PopupModel } from "./model.ts";
import { narrationNotes } from "./narration-notes.ts";
import { voiceNameOf } from "../ui/voice-name.ts";

type Action = "read" | "pause" | "resume";

/** What the two big buttons ask for. */
export type TransportActions = Record<Action | "stop", () => void>;

const statusText: Record<Narration["status"], string> = {
  idle: t("statusIdle"),
  preparing: t("statusPreparing"),
  speaking: t("statusSpeaking"),
  paused: t("statusPaused"),
};
const actionOf: Record<Narration["status"], Action> = { idle: "read", preparing: "pause", speaking: "pause", paused: "resume" };
const actionText: Record<Action, string> = { read: t("actionRead"), pause: t("actionPause"), resume: t("actionResume") };

/** The card with the buttons and what is being read; answers with the function that shows a model. */
export function createTransport(actions: TransportActions): (model: PopupModel) => void {
  const card = byId("transport", HTMLElement);
  const main = byId("main-action", HTMLButtonElement);
  const stop = byId("stop", HTMLButtonElement);
  let action: Action = "read";
  main.addEventListener("click", () => actions[action]());
  stop.addEventListener("click", () => actions.stop());

  return (model) => {
    const narration = model.state?.narration ?? null;
    const status = narration?.status ?? "idle";
    action = actionOf[status];
    card.dataset.status = narration ? status : "unknown";
    main.dataset.action = action;
    setText(within(main, ".label", HTMLElement), actionText[action]);
    // A disabled button loses the focus, which then belongs to its neighbour.
    if (status === "idle" && document.activeElement === stop) main.focus();
    stop.disabled = status === "idle";
    showText(model, narration);
  };
}

function showText(model: PopupModel, narration: Narration | null): void {
  const reading = narration !== null && narration.status !== "idle";
  const problem = reading ? null : (model.failure ?? narration?.error?.code ?? null);
  const label = problem ? t("statusProblem") : narration ? statusText[narration.status] : t("statusUnknown");
  setText(byId("status", HTMLElement), label);
  const sentence = byId("sentence", HTMLElement);
  sentence.classList.toggle("problem", problem !== null);
  sentence.classList.toggle("hint", !reading && problem === null);
  sentence.lang = reading && narration.sentence && narration.language ? narration.language : document.documentElement.lang;
  const text = reading ? (narration.sentence?.text ?? "") : problem ? errorText(problem) : narration ? t("hintHowToRead") : "";
  setText(sentence, text);
  sentence.title = text;

  const progress = byId("progress", HTMLProgressElement);
  progress.value = reading ? narration.progress : 0;
  setText(byId("heard", HTMLElement), reading ? heardText(narration, model) : "");
  byId("notes", HTMLElement).replaceChildren(...(reading ? narrationNotes(narration, model).map(paragraph) : []));
  announce(problem ? errorText(problem) : label);
}

function heardText({ language, voice }: Narration, { state }: PopupModel): string {
  const parts = [language && languageName(baseLanguage(language)), voice && voiceNameOf(voice.voiceId, state?.voices ?? [])];
  return parts.filter(Boolean).join(" · ");
}

function paragraph({ text, problem }: { text: string; problem: boolean }): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  element.title = text;
  element.classList.toggle("problem", problem);
  return element;
}
