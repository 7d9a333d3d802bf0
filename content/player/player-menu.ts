import { t } from "../../src/shared/i18n.ts";
import { makeButton } from "./make-button.ts";
import { listen, make } from "./page-document.ts";

/** What is seldom needed, behind one button. */
export interface PlayerMenu {
  button: HTMLButtonElement;
  element: HTMLElement;
  /** Shows what can be done with a player at this place. */
  show(isDocked: boolean): void;
  /** Closes the menu. Returns false if it was closed. */
  close(): boolean;
}

/** Creates the menu. */
export function createPlayerMenu(actions: {
  hide(): void;
  dock(): void;
  repeat(slowly: boolean): void;
  sayDifferently(): void;
}): PlayerMenu {
  const item = (text: string, act: () => void, ...notes: HTMLElement[]): HTMLButtonElement => {
    const made = make("button", { type: "button", className: "item" }, make("span", {}, text), ...notes);
    listen(made, "click", () => {
      close();
      act();
    });
    return made;
  };
  const dock = item(t("playerDock"), actions.dock);
  const hide = item(t("playerHide"), actions.hide, make("small", {}, t("playerHideNote")));
  const other = item(t("menuSayDifferently"), actions.sayDifferently);
  other.classList.add("differently");
  hide.classList.add("hide");
  const repeat = item(t("repeatSentence"), () => actions.repeat(false));
  const repeatSlowly = item(t("repeatSlowly"), () => actions.repeat(true));
  const element = make("div", { className: "menu", hidden: true }, repeat, repeatSlowly, other, dock, hide);
  const button = makeButton("tool more", "more", t("playerMore"), () => setOpen(element.hidden !== false));
  button.ariaExpanded = "false";

  const setOpen = (isOpen: boolean): void => {
    element.hidden = !isOpen;
    button.ariaExpanded = String(isOpen);
  };
  const close = (): boolean => {
    const wasOpen = !element.hidden;
    setOpen(false);
    return wasOpen;
  };
  const show = (isDocked: boolean): void => {
    dock.hidden = isDocked;
  };
  return { button, element, show, close };
}
