import { errorText, messageLocale, t } from "../src/shared/i18n.ts";
import type { Voice } from "../src/shared/protocol.ts";
import { byId, make, makeButton, setHidden, setText } from "../ui/dom.ts";
import { formatSize, languageName, regionName } from "../ui/format.ts";
import { installShare, isUnderWay, progressText } from "../ui/install-progress.ts";
import { voiceName } from "../ui/voice-name.ts";
import type { OptionsModel } from "./model.ts";
import { suggestedVoice } from "./suggested-voice.ts";

/** What a new person can do here. */
export interface WelcomeActions {
  installAndListen(voice: Voice): void;
  cancel(voice: Voice): void;
  listen(voice: Voice): void;
  stopListening(): void;
  /** `refused` is the voice that was offered and is not wanted now. */
  done(refused: Voice | undefined): void;
}

/** The welcome for a person who reads `language`, with a voice to begin with; answers with the function that shows a model. */
export function createWelcome(language: string, locale: string, shortcut: string | null, actions: WelcomeActions): (model: OptionsModel) => void {
  let voice: Voice | undefined;
  let stage: "waiting" | "offered" | "installing" | "installed" = "waiting";
  let listening = false;
  const withVoice = (act: (chosen: Voice) => void) => () => voice && act(voice);

  const title = make("p", { className: "quiet" });
  const name = make("p", { className: "figure" });
  const bar = make("progress", { max: 1, value: 0, hidden: true, ariaLabel: t("progressOfInstall") });
  const status = make("p", { className: "status" });
  const go = makeButton("primary", "", withVoice((chosen) => {
    if (listening) actions.stopListening();
    else if (stage === "installed") actions.listen(chosen);
    else if (stage === "installing") actions.cancel(chosen);
    else actions.installAndListen(chosen);
  }));
  const done = makeButton("plain", "", () => actions.done(stage === "offered" ? voice : undefined));
  const suggestion = make("section", { className: "card suggestion", ariaLabel: t("suggestionTitle", languageName(language)) }, title, name, bar, status);
  const how = shortcut === null ? t("welcomeHow") : t("welcomeHowWithKeys", shortcut);
  byId("welcome", HTMLElement).replaceChildren(
    make("img", { src: "../icons/icon-128.png", width: 72, height: 72, alt: "" }),
    make("h1", {}, t("welcomeTitle")),
    make("p", { className: "lead" }, t("welcomeWhat")),
    make("p", {}, how),
    suggestion,
    make("div", { className: "buttons" }, go, done),
  );

  return ({ state, preview, failure }) => {
    if (!state || state.voices.length === 0) {
      setText(status, failure ? errorText(failure) : t("voicesWaiting"));
      setText(done, t("notNow"));
      go.hidden = true;
      return;
    }
    const { voices, installs } = state;
    voice = voices.find(({ voiceId }) => voiceId === voice?.voiceId) ?? suggestedVoice(language, voices, locale);
    const install = installs.find(({ voiceId }) => voiceId === voice?.voiceId) ?? null;
    const underWay = isUnderWay(install);
    stage = voice?.installed ? "installed" : underWay ? "installing" : "offered";
    listening = preview?.stage === "asked" || preview?.stage === "heard";

    setText(title, voice ? t("suggestionTitle", languageName(language)) : t("noNaturalVoice", languageName(language)));
    setText(name, voice ? [voiceName(voice), regionName(voice.language), formatSize(voice.sizeBytes)].filter(Boolean).join(" · ") : "");
    bar.hidden = !underWay;
    bar.value = install ? installShare(install) : 0;
    const problem = failure ?? preview?.error ?? (install?.status === "failed" ? (install.error?.code ?? "unexpected") : null);
    status.classList.toggle("problem", problem !== null && !underWay);
    // What changes many times a second is not said each time; how it ends is.
    status.ariaLive = underWay ? "off" : "polite";
    setText(status, underWay && install ? progressText(install, true) : problem ? errorText(problem) : stage === "installed" ? t("welcomeReady") : voice ? t("suggestionWhy") : "");
    setHidden(go, !voice, done);
    const retry = install?.status === "failed" ? t("tryAgain") : t("installAndListen");
    setText(go, listening ? t("actionStop") : stage === "installed" ? t("listen") : stage === "installing" ? t("cancel") : retry);
    setText(done, voice && stage === "offered" ? t("notNow") : stage === "installing" ? t("welcomeInBackground") : t("welcomeDone"));
    go.classList.toggle("primary", stage !== "installing");
    go.classList.toggle("plain", stage === "installing");
  };
}

/** What the first voice says: a greeting where it speaks the language of the messages, else `undefined`. */
export function greeting(language: string): string | undefined {
  return new Intl.Locale(messageLocale()).language === language ? t("welcomeSentence") : undefined;
}
