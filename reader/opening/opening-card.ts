import { setText } from "../../src/shared/set-text.ts";
import { announce } from "../../ui/announce.ts";
import { byId, makeButton, setHidden } from "../../ui/dom.ts";

/** What the card shows while something is fetched, or when it needs the person. */
export interface OpeningState {
  title: string;
  text: string;
  /** The share that has come, 0 to 1, or null if it is unknown. Without it nothing is on its way. */
  share?: number | null;
  actions: { label: string; isMain?: boolean; act(): void }[];
}

/** Sets up the card above the document. Returns a function that shows a state, or hides it. */
export function createOpeningCard(): (state: OpeningState | null) => void {
  const card = byId("opening", HTMLElement);
  const progress = byId("opening-share", HTMLProgressElement);
  const buttons = byId("opening-actions", HTMLElement);
  let shown = "";
  return (state) => {
    setHidden(card, state === null);
    if (!state) return;
    setText(byId("opening-title", HTMLElement), state.title);
    setText(byId("opening-text", HTMLElement), state.text);
    setHidden(progress, state.share === undefined);
    if (state.share == null) progress.removeAttribute("value");
    else progress.value = state.share;
    // While something comes the buttons stay, and so does the focus.
    const labels = [state.title, ...state.actions.map(({ label }) => label)].join("\n");
    if (labels === shown && buttons.childElementCount > 0) return;
    shown = labels;
    buttons.replaceChildren(...state.actions.map(({ label, isMain, act }) => makeButton(isMain ? "primary" : "plain", label, act)));
    announce([state.title, state.text].filter(Boolean).join(" "));
  };
}
