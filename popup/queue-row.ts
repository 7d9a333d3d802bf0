import { t } from "../src/shared/i18n.ts";
import type { QueuedText } from "../src/shared/protocol.ts";
import { make } from "../ui/dom.ts";
import { makeIconButton } from "../ui/icon-button.ts";
import { icon } from "../ui/icon.ts";
import { dragToOrder } from "./drag-to-order.ts";

/** What can be done with a text that waits. */
export interface QueueRowActions {
  /** Moves it to an index of the queue. */
  move(index: number): void;
  remove(): void;
  /** A drag has ended. */
  dragged(): void;
}

/** A text that waits. */
export interface QueueRow {
  element: HTMLElement;
  update(index: number, count: number): void;
  /** Focuses the button that removes the text. */
  focus(): void;
}

/** Creates the row of a text. Call `update` next. */
export function createQueueRow({ title, site, start, language }: QueuedText, actions: QueueRowActions): QueueRow {
  const name = title || start;
  let place = 0;
  const grip = make("span", { className: "grip", title: t("queueDrag") }, icon("grip"));
  grip.setAttribute("aria-hidden", "true");
  const words = make(
    "div",
    { className: "words", title: [title, site, start].filter(Boolean).join("\n") },
    make("p", { className: "name", dir: "auto" }, name),
    make("p", { className: "meta quiet" }, ...(site ? [make("bdi", {}, site), " · "] : []), make("bdi", { lang: language }, start)),
  );
  const button = (shape: "up" | "down" | "close", label: string, act: () => void): HTMLButtonElement => {
    const made = makeIconButton("small bare", shape, `${label}: ${name}`, act);
    made.title = label;
    return made;
  };
  const up = button("up", t("queueUp"), () => actions.move(place - 1));
  const down = button("down", t("queueDown"), () => actions.move(place + 1));
  const remove = button("close", t("remove"), actions.remove);
  const element = make("li", { className: "queued" }, grip, words, up, down, remove);
  dragToOrder(element, grip, actions.move, actions.dragged);
  return {
    element,
    update(index, count) {
      place = index;
      // A disabled button loses the focus.
      if (index === 0 && document.activeElement === up) (count > 1 ? down : remove).focus();
      if (index === count - 1 && document.activeElement === down) (count > 1 ? up : remove).focus();
      up.disabled = index === 0;
      down.disabled = index === count - 1;
      grip.classList.toggle("alone", count === 1);
    },
    focus: () => remove.focus(),
  };
}
