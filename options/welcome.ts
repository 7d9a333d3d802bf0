import { errorText, messageLocale, t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { byId, make, makeButton, setHidden } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatSize, languageName, regionName } from "../ui/format.ts";
import { installShare, isUnderWay, progressText } from "../ui/install-progress.ts";
import { voiceName } from "../ui/voice-name.ts";
import { createHowTo } from "./how-to.ts";
import type { OptionsModel } from "./model.ts";
import { isHeard } from "./preview.ts";
import { suggestedVoice } from "./suggested-voice.ts";
import { createTrial } from "./trial.ts";

/** The actions of the welcome. */
export interface WelcomeActions {
  /** Reads `text`, which is in the language of the messages, in the instant voice. */
  tryInstantVoice(text: string): void;
  installAndListen(voice: Voice): void;
  cancel(voice: Voice): void;
  listen(voice: Voice): void;
  stopListening(): void;
  /** `declined` is the voice that was offered and is not wanted now. */
  done(declined: Voice | undefined): void;
}

/**
 * Creates the welcome for a user who reads `language`: something to hear at once, a first voice, and how to continue. Returns a function
 * that shows a model.
 */
export function createWelcome(language: string, locale: string, actions: WelcomeActions): (model: OptionsModel) => void {
  let voice: Voice | undefined;
  let stage: "waiting" | "offered" | "installing" | "installed" = "waiting";
  let listening = false;
  const withVoice = (act: (chosen: Voice) => void) => () => voice && act(voice);

  const trial = createTrial(
    (text) => actions.tryInstantVoice(text),
    () => actions.stopListening(),
  );
  const name = make("p", { className: "figure" });
  const bar = make("progress", { max: 1, value: 0, hidden: true, ariaLabel: t("progressOfInstall") });
  const status = make("p", { className: "status" });
  const go = makeButton(
    "primary",
    "",
    withVoice((chosen) => {
      if (listening) actions.stopListening();
      else if (stage === "installed") actions.listen(chosen);
      else if (stage === "installing") actions.cancel(chosen);
      else actions.installAndListen(chosen);
    }),
  );
  const done = makeButton("plain", "", () => actions.done(stage === "offered" ? voice : undefined));
  const suggestion = make(
    "section",
    { className: "card step suggestion" },
    make("h2", {}, t("suggestionTitle", languageName(language))),
    name,
    bar,
    status,
    make("div", { className: "buttons" }, go),
  );
  byId("welcome", HTMLElement).replaceChildren(
    make("img", { src: "../icons/icon-128.png", width: 72, height: 72, alt: "" }),
    make("h1", {}, t("welcomeTitle")),
    make("p", { className: "lead" }, t("welcomeWhat")),
    trial.element,
    suggestion,
    createHowTo(),
    make("div", { className: "buttons" }, done),
  );

  return (model) => {
    trial.update(model);
    const { state, preview, failure } = model;
    if (!state || state.voices.length === 0) {
      setText(status, failure ? errorText(failure) : t("voicesWaiting"));
      setText(done, t("welcomeWithout"));
      go.hidden = true;
      return;
    }
    const { voices, installs } = state;
    voice = voices.find(({ voiceId }) => voiceId === voice?.voiceId) ?? suggestedVoice(language, voices, locale);
    const install = installs.find(({ voiceId }) => voiceId === voice?.voiceId) ?? null;
    const underWay = isUnderWay(install);
    const ownPreview = preview?.choice.voiceId === instantVoiceId ? null : preview;
    stage = voice?.installed ? "installed" : underWay ? "installing" : "offered";
    listening = isHeard(ownPreview);

    name.hidden = !voice;
    setText(name, voice ? [voiceName(voice), regionName(voice.language), formatSize(voice.sizeBytes)].filter(Boolean).join(" · ") : "");
    bar.hidden = !underWay;
    bar.value = install ? installShare(install) : 0;
    const problem = failure ?? ownPreview?.error ?? (install?.status === "failed" ? (install.error?.code ?? "unexpected") : null);
    status.classList.toggle("problem", problem !== null && !underWay);
    // Progress changes many times a second and is not announced. Its end is.
    status.ariaLive = underWay ? "off" : "polite";
    const usual = stage === "installed" ? t("welcomeReady") : voice ? t("suggestionWhy") : t("noNaturalVoice", languageName(language));
    setText(status, underWay && install ? progressText(install, true) : problem ? errorText(problem) : usual);
    setHidden(go, !voice, done);
    const retry = install?.status === "failed" ? t("tryAgain") : t("installAndListen");
    setText(go, listening ? t("actionStop") : stage === "installed" ? t("listen") : stage === "installing" ? t("cancel") : retry);
    setText(
      done,
      voice && stage === "offered" ? t("welcomeWithout") : stage === "installing" ? t("welcomeInBackground") : t("welcomeDone"),
    );
    go.classList.toggle("primary", stage !== "installing");
    go.classList.toggle("plain", stage === "installing");
  };
}

/** What the first voice says: a greeting if it speaks the language of the messages, else `undefined`. */
export function greeting(language: string): string | undefined {
  return new Intl.Locale(messageLocale()).language === language ? t("welcomeSentence") : undefined;
}
