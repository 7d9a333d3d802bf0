import { errorText, plural, t } from "../src/shared/i18n.ts";
import type { Install, Voice } from "../src/shared/protocol.ts";
import { instantVoiceId } from "../src/shared/settings.ts";
import { createConfirmAction } from "./confirm-action.ts";
import { make, makeButton, setHidden } from "./dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatSize, regionName } from "./format.ts";
import { installShare, isUnderWay, progressText } from "./install-progress.ts";
import { voiceName } from "./voice-name.ts";

/** The actions for one voice of a list. */
export interface VoiceActions {
  choose(voice: Voice): void;
  install(voice: Voice): void;
  cancel(voice: Voice): void;
  /** Deletes the bytes of a download. */
  discard(voice: Voice): void;
  remove(voice: Voice): void;
}

/** A voice of a list. Its element and place stay the same for all states of the voice. */
export interface VoiceRow {
  element: HTMLElement;
  update(voice: Voice, install: Install | null, chosen: boolean, recommended: boolean): void;
}

type Stage = "builtIn" | "installed" | "damaged" | "available" | "installing" | "stopped" | "failed";

const qualityText: Record<Voice["quality"], string> = {
  instant: t("qualityInstant"),
  x_low: t("qualityXLow"),
  low: t("qualityLow"),
  medium: t("qualityMedium"),
  high: t("qualityHigh"),
};
const actionText: Record<Exclude<Stage, "builtIn" | "installed">, string> = {
  available: t("install"),
  damaged: t("downloadAgain"),
  installing: t("cancel"),
  stopped: t("resumeDownload"),
  failed: t("tryAgain"),
};

/**
 * Creates the row of `first`. Call `update` next. `group` is the name of the radio buttons of one language. With `detail` the row shows
 * everything, else what fits in a popup. `controls` are placed between the label and the last button.
 */
export function createVoiceRow(first: Voice, group: string, detail: boolean, actions: VoiceActions, ...controls: HTMLElement[]): VoiceRow {
  let shown: { voice: Voice; install: Install | null; chosen: boolean; recommended: boolean } = {
    voice: first,
    install: null,
    chosen: false,
    recommended: false,
  };
  const refresh = () => update(shown.voice, shown.install, shown.chosen, shown.recommended);
  const radio = make("input", { type: "radio", name: group, value: first.voiceId });
  const name = make("span", { className: "name" });
  const tag = make("span", { className: "tag" }, t("recommended"));
  const speakers = make("span", { className: "speakers quiet" });
  const meta = make("span", { className: "meta quiet" });
  const words = make("span", { className: "words" }, make("span", { className: "title" }, name, tag, speakers), meta);
  const verb = make("span", { className: "verb" });
  const size = make("span", { className: "size" });
  const bar = make("progress", { max: 1, value: 0, hidden: true });
  const action = makeButton("small action", "", () => {
    if (stageOf(shown.voice, shown.install) === "installing") actions.cancel(shown.voice);
    else actions.install(shown.voice);
  });
  action.append(verb, " ", size);
  const discard = makeButton("small bare", t("discardDownload"), () => actions.discard(shown.voice));
  const removal = createConfirmAction(() => actions.remove(shown.voice), refresh);
  const element = make("div", { className: "row" }, make("label", {}, radio, words), ...controls, discard, action, removal.element, bar);
  radio.addEventListener("change", () => actions.choose(shown.voice));

  const update = (voice: Voice, install: Install | null, chosen: boolean, recommended: boolean) => {
    shown = { voice, install, chosen, recommended };
    const stage = stageOf(voice, install);
    const spokenName = `${voiceName(voice)}, ${describeVoice(voice)}`;
    /** True if there is something to remove. */
    const isOnDisk = stage === "installed" || stage === "damaged";
    element.dataset.stage = stage;
    setText(name, voiceName(voice));
    setText(speakers, voice.speakers.length > 1 ? plural("speakerCount", voice.speakers.length) : "");
    radio.checked = chosen;
    radio.disabled = (!voice.installed || voice.damaged) && !chosen;
    bar.hidden = stage !== "installing";
    bar.value = install ? installShare(install) : 0;
    bar.setAttribute("aria-label", t("downloadOf", voiceName(voice)));
    const question = t("confirmRemove", formatSize(voice.sizeBytes));
    removal.update({ label: t("remove"), confirm: t("remove"), name: spokenName, question }, isOnDisk);
    setHidden(removal.element, !isOnDisk, action);
    element.classList.toggle("asking", removal.asking());
    // Progress and questions need the room.
    tag.hidden = !recommended || stage === "installing" || removal.asking();
    setText(meta, removal.asking() ? question : metaText(voice, install, stage, detail));
    meta.title = meta.textContent;
    setHidden(discard, !hasPartialFile(stage, install), action);
    discard.setAttribute("aria-label", `${t("discardDownload")}: ${spokenName}`);
    const verbText =
      stage === "builtIn" || stage === "installed" || (stage === "damaged" && voice.source !== "catalogue") ? null : actionText[stage];
    setHidden(action, verbText === null, isOnDisk ? removal.button : radio);
    if (verbText === null) return;
    setText(verb, verbText);
    setText(size, stage === "available" ? formatSize(voice.sizeBytes) : "");
    // Several voices may have the same name, so the label includes what distinguishes them.
    action.setAttribute("aria-label", [verb.textContent, size.textContent, spokenName].filter(Boolean).join(" "));
  };
  return { element, update };
}

function stageOf(voice: Voice, install: Install | null): Stage {
  if (voice.voiceId === instantVoiceId) return "builtIn";
  if (voice.installed && !voice.damaged) return "installed";
  if (isUnderWay(install)) return "installing";
  if (voice.damaged) return "damaged";
  if (install?.status === "failed") return "failed";
  return install?.status === "cancelled" && install.loadedBytes > 0 ? "stopped" : "available";
}

/** True if an unfinished download has left bytes on disk. */
function hasPartialFile(stage: Stage, install: Install | null): boolean {
  return stage === "stopped" || (stage === "failed" && install !== null && install.loadedBytes > 0);
}

function metaText(voice: Voice, install: Install | null, stage: Stage, detail: boolean): string {
  if (stage === "damaged") return errorText("voiceDamaged");
  if (stage === "failed") return errorText(install?.error?.code ?? "unexpected");
  if (stage === "installing" && install) return progressText(install, detail);
  return describeVoice(voice, detail);
}

/** Region and quality; with `detail` also the size on disk. Says if the voice is the user's own. */
export function describeVoice(voice: Voice, detail = false): string {
  const isInstant = voice.voiceId === instantVoiceId;
  return [
    isInstant ? null : regionName(voice.language),
    voice.source === "imported" ? t("ownVoice") : null,
    qualityText[voice.quality],
    detail && voice.installed && !isInstant ? t("installedSize", formatSize(voice.sizeBytes)) : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
