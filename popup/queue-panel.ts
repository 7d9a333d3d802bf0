import { plural, t } from "../src/shared/i18n.ts";
import type { QueuedText } from "../src/shared/protocol.ts";
import { announce } from "../ui/announce.ts";
import { createConfirmAction } from "../ui/confirm-action.ts";
import { byId, make, makeButton, setHidden } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { icon } from "../ui/icon.ts";
import type { PopupModel } from "./model.ts";
import { createQueueRow, type QueueRow } from "./queue-row.ts";

/** What the queue asks for. */
export interface QueueActions {
  addPage(): void;
  addSelection(): void;
  remove(utteranceId: string): void;
  move(utteranceId: string, index: number): void;
  readNext(): void;
  clear(): void;
}

/** Sets up the panel with the texts that wait to be read. Returns a function that shows a model. */
export function createQueuePanel(actions: QueueActions): (model: PopupModel) => void {
  const panel = byId("panel-queue", HTMLElement);
  const addPage = makeAdd(t("queueAddPage"), actions.addPage);
  const addSelection = makeAdd(t("queueAddSelection"), actions.addSelection);
  const count = make("p", { className: "quiet" });
  const next = makeButton("small", t("queueNext"), actions.readNext);
  const clear = createConfirmAction(actions.clear, () => showHead());
  const head = make("div", { className: "queue-head", hidden: true }, count, next, clear.element);
  const list = make("ol", { id: "queue", ariaLabel: t("queueLabel") });
  const empty = make("p", { className: "queue-empty quiet" }, t("queueEmpty"));
  panel.append(make("div", { className: "queue-add" }, addPage, addSelection), head, list, empty);

  let texts: QueuedText[] = [];
  let latest: QueuedText[] | null = null;
  let rows = new Map<string, QueueRow>();

  const showHead = (): void => {
    const all = plural("queueCount", texts.length);
    const question = t("queueConfirmClear");
    clear.update({ label: t("queueClear"), confirm: t("queueClear"), name: t("queueLabel"), question }, texts.length > 0);
    setText(count, clear.asking() ? question : all);
    head.classList.toggle("asking", clear.asking());
    setHidden(next, clear.asking(), clear.button);
    setHidden(head, texts.length === 0, byId("tab-queue", HTMLElement));
    empty.hidden = texts.length > 0;
    setText(byId("queue-count", HTMLElement), texts.length > 0 ? String(texts.length) : "");
    byId("tab-queue", HTMLElement).ariaLabel = texts.length > 0 ? `${t("tabQueue")}, ${all}` : null;
  };

  const show = (shown: QueuedText[]): void => {
    const focusedAt = texts.findIndex(({ utteranceId }) => rows.get(utteranceId)?.element.contains(document.activeElement));
    const focused = document.activeElement;
    texts = shown;
    const before = rows;
    rows = new Map(texts.map((text) => [text.utteranceId, before.get(text.utteranceId) ?? createRow(text)]));
    const elements = [...rows.values()].map(({ element }) => element);
    if (elements.length !== list.children.length || elements.some((element, index) => list.children[index] !== element)) {
      list.replaceChildren(...elements);
    }
    // An element that was moved or taken out has lost the focus.
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
    else if (focusedAt >= 0) {
      const neighbour = texts[Math.min(focusedAt, texts.length - 1)];
      if (neighbour) rows.get(neighbour.utteranceId)?.focus();
      else byId("tab-queue", HTMLElement).focus();
    }
    for (const [index, row] of [...rows.values()].entries()) row.update(index, texts.length);
    showHead();
  };

  const createRow = (text: QueuedText): QueueRow =>
    createQueueRow(text, {
      move(index) {
        // Shown before it is done, so that the row stays where it was put.
        show(texts.filter(({ utteranceId }) => utteranceId !== text.utteranceId).toSpliced(index, 0, text));
        announce(t("queueMoved", String(index + 1), String(texts.length)));
        actions.move(text.utteranceId, index);
      },
      remove: () => actions.remove(text.utteranceId),
      dragged: () => show(latest ?? []),
    });

  return ({ state, selection }) => {
    setHidden(addSelection, selection === null, addPage);
    if (!state || state.queue === latest) return;
    if (latest && state.queue.length > latest.length) announce(plural("queueCount", state.queue.length));
    latest = state.queue;
    if (!list.classList.contains("sorting")) show(latest);
  };
}

function makeAdd(label: string, act: () => void): HTMLButtonElement {
  const button = makeButton("small", "", act);
  button.append(icon("add"), label);
  return button;
}
