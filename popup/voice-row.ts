import { errorText, plural, t } from "../src/shared/i18n.ts";
import type { Install, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { setText, stamp, within } from "./dom.ts";
import { formatMegabytes, formatShare, formatSize, regionName } from "./format.ts";
import { voiceName } from "./voice-name.ts";

/** What can be done with one voice of the list. */
export interface VoiceActions {
  choose(voice: Voice): void;
  install(voice: Voice): void;
  cancel(voice: Voice): void;
  remove(voice: Voice): void;
}

/** One voice of the list, which keeps its element and its place whatever happens to the voice. */
export interface VoiceRow {
  element: HTMLElement;
  update(voice: Voice, install: Install | null, chosen: boolean): void;
}

type Stage = "builtIn" | "installed" | "confirming" | "available" | "installing" | "failed";

const qualityText: Record<Voice["quality"], string> = {
  instant: t("qualityInstant"),
  x_low: t("qualityXLow"),
  low: t("qualityLow"),
  medium: t("qualityMedium"),
  high: t("qualityHigh"),
};
const actionText: Record<Exclude<Stage, "builtIn">, string> = {
  installed: t("remove"),
  confirming: t("keep"),
  available: t("install"),
  installing: t("cancel"),
  failed: t("tryAgain"),
};

/** Makes the row of `first`; `update` has to follow. */
export function createVoiceRow(first: Voice, actions: VoiceActions): VoiceRow {
  const element = stamp("voice-row");
  const radio = within(element, "input", HTMLInputElement);
  const meta = within(element, ".meta", HTMLElement);
  const bar = within(element, "progress", HTMLProgressElement);
  const action = within(element, ".action", HTMLButtonElement);
  const confirm = within(element, ".confirm", HTMLButtonElement);
  let shown: { voice: Voice; install: Install | null; chosen: boolean } = { voice: first, install: null, chosen: false };
  let confirming = false;

  const update = (voice: Voice, install: Install | null, chosen: boolean) => {
    shown = { voice, install, chosen };
    confirming &&= voice.installed;
    const stage = stageOf(voice, install, confirming);
    const name = voiceName(voice);
    element.dataset.stage = stage;
    setText(within(element, ".name", HTMLElement), name);
    setText(within(element, ".speakers", HTMLElement), voice.speakers.length > 1 ? plural("speakerCount", voice.speakers.length) : "");
    radio.value = voice.voiceId;
    radio.checked = chosen;
    radio.disabled = !voice.installed && !chosen;
    setText(meta, metaText(voice, install, stage));
    bar.hidden = stage !== "installing";
    bar.value = install && install.totalBytes > 0 ? install.loadedBytes / install.totalBytes : 0;
    bar.setAttribute("aria-label", t("downloadOf", name));
    confirm.hidden = stage !== "confirming";
    action.hidden = stage === "builtIn";
    if (stage === "builtIn") return;
    const size = stage === "available" ? formatSize(voice.sizeBytes) : "";
    setText(within(action, ".verb", HTMLElement), actionText[stage]);
    setText(within(action, ".size", HTMLElement), size);
    // Several voices may share a name, so what tells them apart is part of what is read out.
    action.setAttribute("aria-label", `${actionText[stage]} ${size} ${name}, ${describe(voice)}`);
    setText(confirm, t("remove"));
    confirm.setAttribute("aria-label", `${t("remove")} ${name}, ${describe(voice)}`);
  };
  const refresh = () => update(shown.voice, shown.install, shown.chosen);

  radio.addEventListener("change", () => actions.choose(shown.voice));
  confirm.addEventListener("click", () => {
    action.focus();
    actions.remove(shown.voice);
  });
  action.addEventListener("click", () => {
    const stage = stageOf(shown.voice, shown.install, confirming);
    if (stage === "installing") actions.cancel(shown.voice);
    else if (stage === "available" || stage === "failed") actions.install(shown.voice);
    else {
      confirming = stage === "installed";
      refresh();
    }
  });
  return { element, update };
}

function stageOf(voice: Voice, install: Install | null, confirming: boolean): Stage {
  if (voice.voiceId === instantVoiceId) return "builtIn";
  if (voice.installed) return confirming ? "confirming" : "installed";
  if (install?.status === "downloading" || install?.status === "verifying") return "installing";
  return install?.status === "failed" ? "failed" : "available";
}

function metaText(voice: Voice, install: Install | null, stage: Stage): string {
  if (stage === "confirming") return t("confirmRemove", formatSize(voice.sizeBytes));
  if (stage === "failed") return errorText(install?.error?.code ?? "unexpected");
  if (stage === "installing" && install) return install.status === "verifying" ? t("verifying") : progressText(install);
  return describe(voice);
}

function progressText({ loadedBytes, totalBytes }: Install): string {
  const share = totalBytes > 0 ? loadedBytes / totalBytes : 0;
  return t("downloading", formatShare(share), formatMegabytes(loadedBytes), formatSize(totalBytes));
}

function describe(voice: Voice): string {
  const region = voice.voiceId === instantVoiceId ? null : regionName(voice.language);
  return [region, qualityText[voice.quality]].filter((part) => part !== null).join(" · ");
}
