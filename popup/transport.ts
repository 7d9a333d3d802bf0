import { t } from "../src/shared/i18n.ts";
import type { Narration } from "../src/shared/protocol.ts";
import { announce } from "../ui/announce.ts";
import { byId, setText, within } from "../ui/dom.ts";
import { cardText } from "./card-text.ts";
import type { PopupModel } from "./model.ts";
import { narrationNotes } from "./narration-notes.ts";

type Action = "read" | "pause" | "resume";

/** The actions of the two main buttons. */
export type TransportActions = Record<Action | "stop", () => void>;

const actionOf: Record<Narration["status"], Action> = { idle: "read", preparing: "pause", speaking: "pause", paused: "resume" };
const actionText: Record<Action, string> = { read: t("actionRead"), pause: t("actionPause"), resume: t("actionResume") };

/** Sets up the card with the buttons and the text being read. Returns a function that shows a model. */
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
    // A disabled button loses the focus, so the other button gets it.
    if (status === "idle" && document.activeElement === stop) main.focus();
    stop.disabled = status === "idle";
    showText(model, narration);
  };
}

function showText(model: PopupModel, narration: Narration | null): void {
  const { kind, label, text, language, heard } = cardText(model);
  setText(byId("status", HTMLElement), label);
  const sentence = byId("sentence", HTMLElement);
  sentence.className = kind;
  sentence.lang = language ?? document.documentElement.lang;
  setText(sentence, text);
  sentence.title = text;

  const reading = kind === "reading" && narration;
  byId("progress", HTMLProgressElement).value = reading ? narration.progress : 0;
  setText(byId("heard", HTMLElement), heard);
  byId("notes", HTMLElement).replaceChildren(...(reading ? narrationNotes(narration, model).map(paragraph) : []));
  announce(kind === "problem" ? text : label);
}

function paragraph({ text, problem }: { text: string; problem: boolean }): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  element.title = text;
  element.classList.toggle("problem", problem);
  return element;
}
