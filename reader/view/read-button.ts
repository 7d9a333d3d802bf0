import { t } from "../../src/shared/i18n.ts";
import type { Narration } from "../../src/shared/protocol.ts";
import { setText } from "../../src/shared/set-text.ts";
import { byId, setHidden, within } from "../../ui/dom.ts";
import { formatShare } from "../../ui/format.ts";
import { icon } from "../../ui/icon.ts";
import type { ReadingPlace } from "../library/library-store.ts";

type Action = "read" | "pause" | "resume";

const actionOf: Record<Narration["status"], Action> = { idle: "read", preparing: "pause", speaking: "pause", paused: "resume" };

/** What the buttons ask for. `read` begins at an offset into the text. */
interface ReadActions extends Record<"pause" | "resume", () => void> {
  read(offset: number): void;
}

/**
 * Sets up the button that reads the document, and the one that reads it from its beginning where it was stopped before. Returns a function that
 * shows how far it is read.
 */
export function createReadButton(actions: ReadActions): (status: Narration["status"], place: ReadingPlace | null) => void {
  const button = byId("read", HTMLButtonElement);
  const fromStart = byId("from-start", HTMLButtonElement);
  const label = within(button, ".label", HTMLElement);
  let action: Action = "read";
  let offset = 0;
  button.prepend(icon("play"), icon("pause"));
  button.addEventListener("click", () => (action === "read" ? actions.read(offset) : actions[action]()));
  fromStart.addEventListener("click", () => actions.read(0));
  return (status, place) => {
    action = actionOf[status];
    const isStopped = action === "read" && place !== null && place.offset > 0;
    offset = isStopped ? place.offset : 0;
    button.dataset.action = action;
    const labels: Record<Action, string> = {
      read: isStopped ? t("continueAt", formatShare(place.share)) : t("actionRead"),
      pause: t("actionPause"),
      resume: t("actionResume"),
    };
    setText(label, labels[action]);
    setHidden(fromStart, !isStopped, button);
  };
}
