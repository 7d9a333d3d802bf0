import { t } from "../src/shared/i18n.ts";
import { announce } from "./announce.ts";
import { make, makeButton, setHidden } from "./dom.ts";
import { setText } from "../src/shared/set-text.ts";

/** The texts: `label` is the action, `confirm` a shorter label for it, `name` its object, `question` what it means. */
interface ConfirmWords {
  label: string;
  confirm: string;
  name: string;
  question: string;
}

/** A button for an action that cannot be undone. */
export interface ConfirmAction {
  element: HTMLElement;
  /** The button that starts the question, or cancels it. */
  button: HTMLButtonElement;
  asking(): boolean;
  update(words: ConfirmWords, enabled: boolean): void;
}

/**
 * Creates the button. It first asks in place, and calls `act` only when the user confirms. Escape or the same button cancels. `onAsk` is
 * called when the question appears or disappears, so that the owner can show it.
 */
export function createConfirmAction(act: () => void, onAsk: () => void): ConfirmAction {
  let asking = false;
  let shown: ConfirmWords = { label: "", confirm: "", name: "", question: "" };
  const confirm = makeButton("small danger", "", () => {
    ask(false);
    act();
  });
  const button = makeButton("small action", "", () => ask(!asking));
  const element = make("span", { className: "confirm-action" }, confirm, button);

  const show = () => {
    setText(confirm, shown.confirm);
    confirm.setAttribute("aria-label", `${shown.confirm}: ${shown.name}, ${shown.question}`);
    setHidden(confirm, !asking, button);
    const label = asking ? t("keep") : shown.label;
    setText(button, label);
    button.setAttribute("aria-label", `${label}: ${shown.name}`);
  };
  const ask = (value: boolean) => {
    asking = value;
    show();
    if (asking) announce(shown.question);
    onAsk();
  };
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !asking) return;
    // Otherwise Escape would also close the popup.
    event.preventDefault();
    ask(false);
  });
  return {
    element,
    button,
    asking: () => asking,
    update(words, enabled) {
      shown = words;
      asking &&= enabled;
      button.disabled = !enabled;
      show();
    },
  };
}
