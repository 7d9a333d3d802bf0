import { errorText, t } from "../src/shared/i18n.ts";
import type { Install, Voice } from "../src/shared/protocol.ts";
import { byId, make, makeButton, setHidden } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { installShare, isUnderWay, progressText } from "../ui/install-progress.ts";
import { voiceNameOf } from "../ui/voice-name.ts";
import type { PopupModel } from "./model.ts";

/** The actions of a download's strip, which stays visible wherever the list of voices is scrolled. */
export interface StripActions {
  cancel(voiceId: string): void;
  tryAgain(voiceId: string): void;
}

interface Strip {
  element: HTMLElement;
  update(install: Install, voices: Voice[]): void;
}

/**
 * Creates the strips: one for each download in progress, and for each failed one whose voice the user is waiting for. Returns a function
 * that shows a model.
 */
export function createDownloadStrips(actions: StripActions): (model: PopupModel) => void {
  const root = byId("downloads", HTMLElement);
  const strips = new Map<string, Strip>();
  return ({ state, settings }) => {
    const isAwaited = ({ voiceId }: Install) => Object.values(settings?.intended ?? {}).some((choice) => choice.voiceId === voiceId);
    const installs = (state?.installs ?? []).filter(
      (install) => isUnderWay(install) || (install.status === "failed" && isAwaited(install)),
    );
    for (const voiceId of strips.keys()) {
      if (installs.some((install) => install.voiceId === voiceId)) continue;
      strips.get(voiceId)?.element.remove();
      strips.delete(voiceId);
    }
    for (const install of installs) {
      const strip = strips.get(install.voiceId) ?? createStrip(install.voiceId, actions);
      if (!strips.has(install.voiceId)) root.append(strip.element);
      strips.set(install.voiceId, strip);
      strip.update(install, state?.voices ?? []);
    }
    root.hidden = installs.length === 0;
  };
}

function createStrip(voiceId: string, actions: StripActions): Strip {
  const name = make("p", { className: "name" });
  const meta = make("p", { className: "meta quiet" });
  const bar = make("progress", { max: 1, value: 0 });
  const retry = makeButton("small", t("tryAgain"), () => actions.tryAgain(voiceId));
  const cancel = makeButton("small", "", () => actions.cancel(voiceId));
  const element = make(
    "div",
    { className: "strip" },
    make("div", { className: "words" }, name, meta),
    make("div", { className: "answers" }, retry, cancel),
    bar,
  );
  return {
    element,
    update(install, voices) {
      const voice = voiceNameOf(voiceId, voices);
      const failed = install.status === "failed";
      const label = failed ? t("close") : t("cancel");
      setText(name, t(failed ? "downloadFailed" : "downloadOf", voice));
      setText(meta, failed ? errorText(install.error?.code ?? "unexpected") : progressText(install, false));
      meta.classList.toggle("problem", failed);
      bar.hidden = failed;
      bar.value = installShare(install);
      bar.ariaLabel = t("downloadOf", voice);
      setText(cancel, label);
      cancel.ariaLabel = `${label}: ${t("downloadOf", voice)}`;
      retry.ariaLabel = `${t("tryAgain")}: ${t("downloadOf", voice)}`;
      setHidden(retry, !failed, cancel);
    },
  };
}
