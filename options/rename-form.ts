import { errorText, t } from "../src/shared/i18n.ts";
import { cleanVoiceName, maxVoiceNameLength } from "../src/shared/voice-name.ts";
import { announce } from "../ui/announce.ts";
import { make, makeButton } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";

/** A form to rename the user's own voice in place. */
export interface RenameForm {
  element: HTMLFormElement;
  /** Shows the field with `name` in it, and focuses it. */
  open(name: string): void;
}

/** Creates the form. `save` is called with a changed name. Enter saves, Escape cancels; `onClose` is called after either. */
export function createRenameForm(save: (name: string) => void, onClose: () => void): RenameForm {
  let before = "";
  const field = make("input", {
    type: "text",
    maxLength: maxVoiceNameLength,
    autocomplete: "off",
    spellcheck: false,
    ariaLabel: t("nameLabel"),
  });
  const problem = make("p", { className: "problem", hidden: true });
  problem.setAttribute("role", "alert");
  const submit = make("button", { type: "submit", className: "small" }, t("save"));
  const cancel = makeButton("small bare", t("cancel"), () => end());
  const element = make("form", { className: "notice rename", hidden: true }, field, submit, cancel, problem);

  const showProblem = (text: string) => {
    problem.hidden = text === "";
    setText(problem, text);
    field.ariaInvalid = String(text !== "");
  };
  const end = () => {
    element.hidden = true;
    onClose();
  };
  field.addEventListener("input", () => showProblem(""));
  element.addEventListener("keydown", ({ key }) => key === "Escape" && end());
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = cleanVoiceName(field.value);
    if (name === "") {
      showProblem(errorText("voiceNameEmpty"));
      field.focus();
      return;
    }
    if (name !== before) {
      save(name);
      announce(t("renamed", name));
    }
    end();
  });
  return {
    element,
    open(name) {
      before = name;
      field.value = name;
      showProblem("");
      element.hidden = false;
      field.select();
      field.focus();
    },
  };
}
