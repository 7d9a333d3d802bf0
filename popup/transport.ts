import { t } from "../src/shared/i18n.ts";
import type { JumpTarget, Narration } from "../src/shared/protocol.ts";
import { announce } from "../ui/announce.ts";
import { byId, setHidden, setText, within } from "../ui/dom.ts";
import { makeIconButton } from "../ui/icon-button.ts";
import { icon } from "../ui/icon.ts";
import { cardText } from "./card-text.ts";
import { createHeardText, type HeardText } from "./heard-text.ts";
import type { PopupModel } from "./model.ts";
import { narrationNotes } from "./narration-notes.ts";
import { createSeekBar } from "./seek-bar.ts";

type Action = "read" | "pause" | "resume";

/** What the card asks for. */
export interface TransportActions extends Record<Action | "stop" | "showPlace", () => void> {
  jump(target: JumpTarget): void;
}

const actionOf: Record<Narration["status"], Action> = { idle: "read", preparing: "pause", speaking: "pause", paused: "resume" };
const actionText: Record<Action, string> = { read: t("actionRead"), pause: t("actionPause"), resume: t("actionResume") };

/** Sets up the card with the buttons and the text being read. Returns a function that shows a model. */
export function createTransport(actions: TransportActions): (model: PopupModel) => void {
  const card = byId("transport", HTMLElement);
  const main = byId("main-action", HTMLButtonElement);
  const label = within(main, ".label", HTMLElement);
  const text = createHeardText(byId("sentence", HTMLElement));
  const seek = byId("seek", HTMLElement);
  const showPosition = createSeekBar(seek, (second) => actions.jump({ to: "second", second }));
  const tool = (id: string, shape: Parameters<typeof icon>[0], name: string, act: () => void): HTMLButtonElement =>
    Object.assign(makeIconButton("tool", shape, name, act), { id });
  const jump = (id: string, name: string, to: "sentence" | "paragraph", by: 1 | -1): HTMLButtonElement => {
    const button = tool(id, to === "sentence" ? "nextSentence" : "nextParagraph", name, () => actions.jump({ to, by }));
    button.classList.toggle("mirrored", by < 0);
    return button;
  };
  const where = tool("where", "place", t("playerWhere"), actions.showPlace);
  const before = [
    where,
    jump("previous-paragraph", t("previousParagraph"), "paragraph", -1),
    jump("previous-sentence", t("previousSentence"), "sentence", -1),
  ];
  const after = [
    jump("next-sentence", t("nextSentence"), "sentence", 1),
    jump("next-paragraph", t("nextParagraph"), "paragraph", 1),
    tool("stop", "stop", t("menuStop"), actions.stop),
  ];
  main.prepend(icon("play"), icon("pause"));
  main.before(...before);
  main.after(...after);
  let action: Action = "read";
  main.addEventListener("click", () => actions[action]());

  return (model) => {
    const narration = model.state?.narration ?? null;
    const status = narration?.status ?? "idle";
    const isReading = status !== "idle";
    action = actionOf[status];
    card.dataset.status = narration ? status : "unknown";
    card.classList.toggle("playing", isReading);
    main.dataset.action = action;
    setText(label, actionText[action]);
    main.title = isReading ? actionText[action] : "";
    for (const button of [...before, ...after]) setHidden(button, !isReading, main);
    where.disabled = narration?.source?.tabId == null;
    setHidden(seek, !isReading, main);
    if (narration && isReading) showPosition(narration, model.settings?.rate ?? 1);
    showText(model, narration, text);
  };
}

function showText(model: PopupModel, narration: Narration | null, text: HeardText): void {
  const card = cardText(model);
  setText(byId("status", HTMLElement), card.label);
  const sentence = byId("sentence", HTMLElement);
  sentence.className = card.kind;
  sentence.lang = card.language ?? document.documentElement.lang;
  sentence.title = card.text;
  setText(byId("heard", HTMLElement), card.heard);
  const reading = card.kind === "reading" ? narration : null;
  byId("notes", HTMLElement).replaceChildren(...(reading ? narrationNotes(reading, model).map(paragraph) : []));
  if (reading?.sentence) text.follow(reading);
  else text.showPlain(card.text);
  announce(card.kind === "problem" ? card.text : card.label);
}

function paragraph({ text, problem }: { text: string; problem: boolean }): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  element.title = text;
  element.classList.toggle("problem", problem);
  return element;
}
