import { errorText, t } from "../src/shared/i18n.ts";
import type { SoundExport } from "../src/shared/protocol.ts";
import { setText } from "../src/shared/set-text.ts";
import { announce } from "./announce.ts";
import { make, makeButton, setHidden } from "./dom.ts";
import { formatDuration, formatShare, formatSize } from "./format.ts";
import { makeIconButton } from "./icon-button.ts";

/** A smaller file would be shown as one of 0 MB. */
const leastShownBytes = 50_000;

/** What can be done with an export. */
export interface ExportRowActions {
  pause(): void;
  resume(): void;
  save(): void;
  remove(): void;
}

/** An export in the list. */
export interface ExportRow {
  element: HTMLElement;
  update(shown: SoundExport): void;
}

/** Creates the row of an export. Call `update` next. */
export function createExportRow({ title, format }: SoundExport, actions: ExportRowActions): ExportRow {
  const name = make("p", { className: "name", title, dir: "auto" }, title);
  const meta = make("p", { className: "meta quiet" });
  const bar = make("progress", { max: 1, value: 0, ariaLabel: title });
  const pause = makeIconButton("small bare", "pause", t("actionPause"), actions.pause);
  const resume = makeIconButton("small bare", "play", t("exportResume"), actions.resume);
  const save = makeButton("small", t("save"), actions.save);
  save.ariaLabel = `${t("save")}: ${title}`;
  const remove = makeIconButton("small bare", "close", t("cancel"), actions.remove);
  const element = make("li", { className: "export" }, make("div", { className: "words" }, name, meta), save, pause, resume, remove, bar);
  let status: SoundExport["status"] | undefined;

  return {
    element,
    update(shown) {
      const isFinished = shown.status === "finished";
      const isUnderWay = ["waiting", "making", "packing"].includes(shown.status);
      setText(meta, stateOf(shown, format));
      meta.classList.toggle("problem", shown.status === "failed");
      bar.hidden = isFinished;
      bar.value = shown.share;
      label(pause, t("actionPause"), title);
      label(resume, t(shown.status === "failed" ? "tryAgain" : "exportResume"), title);
      label(remove, t(isFinished ? "remove" : "cancel"), title);
      setHidden(save, !isFinished, remove);
      setHidden(resume, isUnderWay || isFinished, isFinished ? save : pause);
      setHidden(pause, !isUnderWay, isFinished ? save : resume);
      element.classList.toggle("failed", shown.status === "failed");
      if (status && status !== shown.status && (isFinished || shown.status === "failed")) announce(`${title}: ${stateOf(shown, format)}`);
      ({ status } = shown);
    },
  };
}

function label(button: HTMLButtonElement, text: string, title: string): void {
  button.title = text;
  button.ariaLabel = `${text}: ${title}`;
}

/** How far an export is, in a few words. */
function stateOf({ status, share, leftSeconds, sizeBytes, isPrivate, error }: SoundExport, format: SoundExport["format"]): string {
  switch (status) {
    case "waiting":
      return t("exportWaiting");
    case "making":
      return [formatShare(share), ...(leftSeconds === null ? [] : [t("timeLeft", formatDuration(Math.ceil(leftSeconds)))])].join(" · ");
    case "packing":
      return t("exportPacking");
    case "paused":
      return t("exportPaused", formatShare(share));
    case "finished":
      return [
        format.toUpperCase(),
        ...(sizeBytes < leastShownBytes ? [] : [formatSize(sizeBytes)]),
        ...(isPrivate ? [t("exportPrivate")] : []),
      ].join(" · ");
    case "failed":
      return errorText(error?.code ?? "unexpected");
  }
}
