import { errorText, t } from "../src/shared/i18n.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { make, makeButton } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { icon } from "../ui/icon.ts";
import type { OptionsModel } from "./model.ts";
import { isHeard } from "./preview.ts";

/** A text that the instant voice reads before anything is downloaded. */
export interface Trial {
  element: HTMLElement;
  update(model: OptionsModel): void;
}

/**
 * Creates the trial. `read` is called with the text, which is in the language of the messages; `stop` ends it. The sentence being heard is
 * marked.
 */
export function createTrial(read: (text: string) => void, stop: () => void): Trial {
  const text = t("tryText");
  const heard = make("mark", { hidden: true });
  const before = document.createTextNode(text);
  const after = document.createTextNode("");
  const words = make("p", { className: "sample" }, before, heard, after);
  const label = make("span", {}, t("tryIt"));
  let reading = false;
  const button = makeButton("primary listen", "", () => (reading ? stop() : read(text)));
  button.append(icon("play"), icon("stop"), label);
  const status = make("p", { className: "status problem", hidden: true });
  status.setAttribute("role", "status");
  const element = make(
    "section",
    { className: "card step trial" },
    make("h2", {}, t("tryTitle")),
    words,
    status,
    make("div", { className: "buttons" }, button),
  );

  const mark = (start: number, end: number) => {
    if (before.length === start && heard.textContent.length === end - start) return;
    before.data = text.slice(0, start);
    heard.textContent = text.slice(start, end);
    heard.hidden = start === end;
    after.data = text.slice(end);
  };

  return {
    element,
    update({ state, preview }) {
      const own = preview?.choice.voiceId === instantVoiceId && preview.text === text ? preview : null;
      reading = isHeard(own);
      const narration = own && state?.narration.utteranceId === own.utteranceId ? state.narration : null;
      const { start, end } = narration?.sentence ?? { start: text.length, end: text.length };
      mark(start, end);
      element.classList.toggle("heard", reading);
      setText(label, reading ? t("actionStop") : t("tryIt"));
      status.hidden = !own?.error;
      setText(status, own?.error ? errorText(own.error) : "");
    },
  };
}
