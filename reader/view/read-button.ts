import { t } from "../../src/shared/i18n.ts";
import type { Narration } from "../../src/shared/protocol.ts";
import { setText } from "../../src/shared/set-text.ts";
import { byId, within } from "../../ui/dom.ts";
import { icon } from "../../ui/icon.ts";

type Action = "read" | "pause" | "resume";

const actionOf: Record<Narration["status"], Action> = { idle: "read", preparing: "pause", speaking: "pause", paused: "resume" };

/** Sets up the button that reads the document. Returns a function that shows a state of its reading. */
export function createReadButton(actions: Record<Action, () => void>): (status: Narration["status"]) => void {
  const button = byId("read", HTMLButtonElement);
  const label = within(button, ".label", HTMLElement);
  const labels: Record<Action, string> = { read: t("actionRead"), pause: t("actionPause"), resume: t("actionResume") };
  let action: Action = "read";
  button.prepend(icon("play"), icon("pause"));
  button.addEventListener("click", () => actions[action]());
  return (status) => {
    action = actionOf[status];
    button.dataset.action = action;
    setText(label, labels[action]);
  };
}
