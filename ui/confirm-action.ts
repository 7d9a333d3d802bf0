import { t } from "../src/shared/i18n.ts";
import { announce } from "./announcer.ts";
import { make, makeButton, setHidden, setText } from "./dom.ts";

/** What the buttons say: `label` is what is done, `confirm` the same in fewer words, `name` to what, `question` what it means. */
interface ConfirmWords {
  label: string;
  confirm: string;
  name: string;
  question: string;
}

/** A button for something that cannot be undone. */
export interface ConfirmAction {
  element: HTMLElement;
  /** The button that asks, or keeps everything as it is. */
  button: HTMLButtonElement;
  asking(): boolean;
  update(words: ConfirmWords, enabled: boolean): void;
}

/**
 * Pressed, it asks in its own place and does `act` only when that is confirmed; Escape, or the same button again, keeps everything.
 * `onAsk` is called when the question comes or goes, for the owner to show it.
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
    // Or the popup would close too.
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
