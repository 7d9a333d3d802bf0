import { t } from "../src/shared/i18n.ts";
import { wordHeardAt } from "../src/shared/heard-word.ts";
import type { JumpTarget, Narration, TextSource } from "../src/shared/protocol.ts";
import { announce } from "../ui/announce.ts";
import { byId, setHidden, within } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatShare } from "../ui/format.ts";
import { makeIconButton } from "../ui/icon-button.ts";
import { icon } from "../ui/icon.ts";
import { cardText, type CardText } from "./card-text.ts";
import { createHeardText, type HeardText } from "./heard-text.ts";
import type { PopupModel } from "./model.ts";
import { narrationNotes } from "./narration-notes.ts";
import { createSeekBar } from "./seek-bar.ts";

type Action = "read" | "pause" | "resume";

/** What the card asks for. */
export interface TransportActions extends Record<Action | "readPage" | "openInReader" | "stop", () => void> {
  showPlace(source: TextSource): void;
  /** Opens the dictionary with a word that is heard. */
  sayDifferently(word: string): void;
  jump(target: JumpTarget): void;
}

const actionOf: Record<Narration["status"], Action> = { idle: "read", preparing: "pause", speaking: "pause", paused: "resume" };
const actionText: Record<Action, string> = { read: t("actionRead"), pause: t("actionPause"), resume: t("actionResume") };

const offerText = { selection: t("readSelection"), page: t("menuReadPage") };

/** Sets up the card with the buttons and the text being read. Returns a function that shows a model. */
export function createTransport(actions: TransportActions): (model: PopupModel) => void {
  const card = byId("transport", HTMLElement);
  const main = byId("main-action", HTMLButtonElement);
  const label = within(main, ".label", HTMLElement);
  const text = createHeardText(byId("sentence", HTMLElement));
  const seek = byId("seek", HTMLElement);
  const showPosition = createSeekBar(seek, (second) => actions.jump({ to: "second", second }));
  let source: TextSource | null = null;
  const tool = (id: string, shape: Parameters<typeof icon>[0], name: string, act: () => void): HTMLButtonElement =>
    Object.assign(makeIconButton("tool", shape, name, act), { id });
  const jump = (id: string, name: string, to: "sentence" | "paragraph", by: 1 | -1): HTMLButtonElement => {
    const button = tool(id, to === "sentence" ? "nextSentence" : "nextParagraph", name, () => actions.jump({ to, by }));
    button.classList.toggle("mirrored", by < 0);
    return button;
  };
  const where = tool("where", "place", t("playerWhere"), () => source && actions.showPlace(source));
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
  const readPage = makeIconButton("plain", "page", t("menuReadPage"), actions.readPage);
  readPage.id = "read-page";
  const openInReader = makeIconButton("plain", "book", t("menuOpenInReader"), actions.openInReader);
  openInReader.id = "open-in-reader";
  main.after(readPage, openInReader);
  const goOn = byId("continue", HTMLButtonElement);
  let resume: Narration["resume"] = null;
  goOn.addEventListener("click", () => resume && actions.jump({ to: "offset", offset: resume.offset }));
  let heard: Narration | null = null;
  const other = tool(
    "say-differently",
    "pencil",
    t("menuSayDifferently"),
    () => heard && actions.sayDifferently(wordHeardAt(heard, Date.now())),
  );
  byId("heard", HTMLElement).after(other);
  let told = "";
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
    setText(label, action === "read" && model.offer ? offerText[model.offer] : actionText[action]);
    setHidden(readPage, isReading || model.offer !== "selection", main);
    setHidden(openInReader, isReading, main);
    main.title = isReading ? actionText[action] : "";
    for (const button of [...before, ...after]) setHidden(button, !isReading, main);
    source = narration?.source ?? null;
    where.disabled = source?.tabId == null;
    where.title = [t("playerWhere"), source?.title].filter(Boolean).join("\n");
    setHidden(seek, !isReading, main);
    resume = narration?.resume ?? null;
    if (resume) setText(goOn, t("continueAt", formatShare(resume.share)));
    heard = narration;
    setHidden(other, !isReading || narration?.sentence == null, main);
    setHidden(goOn, !isReading || resume === null, main);
    if (narration && isReading) showPosition(narration, model.settings?.rate ?? 1);
    const shown = cardText(model);
    showText(shown, model, text);
    // Nothing is told into the speech, and nothing twice, because others tell something too.
    const news = status === "speaking" ? "" : shown.kind === "problem" ? shown.text : shown.label;
    if (news !== told) announce(news);
    told = news;
  };
}

function showText(card: CardText, model: PopupModel, text: HeardText): void {
  setText(byId("status", HTMLElement), card.label);
  const sentence = byId("sentence", HTMLElement);
  sentence.className = card.kind;
  sentence.lang = card.language ?? document.documentElement.lang;
  sentence.title = card.text;
  setText(byId("heard", HTMLElement), card.heard);
  const narration = card.kind === "reading" ? model.state?.narration : undefined;
  byId("notes", HTMLElement).replaceChildren(...(narration ? narrationNotes(narration, model).map(paragraph) : []));
  if (narration?.sentence) text.follow(narration);
  else text.showPlain(card.text);
}

function paragraph({ text, problem }: { text: string; problem: boolean }): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  element.title = text;
  element.classList.toggle("problem", problem);
  return element;
}
