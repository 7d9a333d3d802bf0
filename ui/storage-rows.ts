import { plural, t } from "../src/shared/i18n.ts";
import type { CacheStatistics, OffscreenState, Voice } from "../src/shared/protocol.ts";
import { createConfirmAction } from "./confirm-action.ts";
import { make, makeButton } from "./dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { formatDuration, formatShare, formatSize } from "./format.ts";
import { voiceNameOf } from "./voice-name.ts";

/** The actions that free memory or disk. */
export interface StorageActions {
  closeSession(voiceId: string): void;
  closeSessions(): void;
  clearClips(): void;
  removeAllVoices(): void;
  clearEverything(): void;
}

interface StorageRow {
  element: HTMLElement;
  update(parts: string[], detail: string[], question: string, enabled: boolean): void;
}

/** Shows in `root` what is stored in memory and on disk, each with a button that frees it. Returns a function that shows a state. */
export function createStorageRows(root: HTMLElement, actions: StorageActions): (state: OffscreenState) => void {
  const sessionList = make("ul", { className: "sessions" });
  const sessions = createStorageRow(t("sessionsTitle"), t("closeSessions"), t("closeSessions"), () => actions.closeSessions(), sessionList);
  const clips = createStorageRow(t("clipsTitle"), t("clearClips"), t("clearClips"), () => actions.clearClips());
  const models = createStorageRow(t("modelsTitle"), t("removeVoices"), t("remove"), () => actions.removeAllVoices());
  const bar = make("div", { className: "share" }, make("i"));
  bar.setAttribute("role", "img");
  const disk = createStorageRow(t("diskTitle"), t("clearEverything"), t("clearClips"), () => actions.clearEverything(), bar);
  root.replaceChildren(sessions.element, clips.element, models.element, disk.element);
  const showSessions = createSessionList(sessionList, (voiceId) => actions.closeSession(voiceId));

  return ({ statistics, voices }) => {
    const memoryBytes = statistics.sessions.reduce((sum, session) => sum + session.memoryBytes, 0);
    const memory = formatSize(memoryBytes);
    sessions.update(
      [plural("voiceCount", statistics.sessions.length), memory],
      [],
      t("confirmClose", memory),
      statistics.sessions.length > 0,
    );
    showSessions(statistics.sessions, voices);

    const { count, sizeBytes, durationSeconds, hits, misses } = statistics.clips;
    const reused = hits === 0 ? [] : [t("hitRate", formatShare(hits / (hits + misses)))];
    const kept = [...(count === 0 ? [] : [t("audioKept", formatDuration(durationSeconds))]), ...reused];
    clips.update([plural("clipCount", count), formatSize(sizeBytes)], kept, t("confirmClear", formatSize(sizeBytes)), count > 0);

    const { partialBytes } = statistics.models;
    const voiceBytes = statistics.models.sizeBytes + partialBytes;
    const unfinished = partialBytes > 0 ? [t("unfinishedDownloads", formatSize(partialBytes))] : [];
    const figures = [plural("voiceCount", statistics.models.count), formatSize(statistics.models.sizeBytes)];
    models.update(figures, unfinished, t("confirmRemoveAll", formatSize(voiceBytes)), statistics.models.count > 0 || partialBytes > 0);

    const { quotaBytes, usageBytes } = statistics.storage;
    const share = quotaBytes > 0 ? Math.min(1, usageBytes / quotaBytes) : 0;
    const use = t("diskUse", formatSize(usageBytes), formatSize(quotaBytes));
    bar.style.setProperty("--share", String(share));
    bar.ariaLabel = use;
    disk.update([use], [], t("confirmClearEverything", formatSize(sizeBytes + voiceBytes), memory), true);
  };
}

function createStorageRow(title: string, label: string, confirm: string, act: () => void, ...more: HTMLElement[]): StorageRow {
  let last: Parameters<StorageRow["update"]> = [[], [], "", false];
  const figure = make("p", { className: "figure" });
  const detail = make("p", { className: "quiet detail" });
  const clear = createConfirmAction(act, () => {
    update(...last);
    if (clear.asking()) element.scrollIntoView({ block: "nearest" });
  });
  const element = make("div", { className: "storage-row" }, make("h2", {}, title), figure, detail, clear.element, ...more);
  const update: StorageRow["update"] = (parts, details, question, enabled) => {
    last = [parts, details, question, enabled];
    clear.update({ label, confirm, name: title, question }, enabled);
    element.classList.toggle("asking", clear.asking());
    setText(figure, parts.join(" · "));
    setText(detail, clear.asking() ? question : details.join(" · "));
  };
  return { element, update };
}

/** One line for each open voice. The elements stay the same while the same voices are open. */
function createSessionList(list: HTMLElement, close: (voiceId: string) => void) {
  let listed = "";
  let figures: HTMLElement[] = [];
  return (sessions: CacheStatistics["sessions"], voices: Voice[]): void => {
    const names = sessions.map(({ voiceId }) => voiceNameOf(voiceId, voices));
    const key = JSON.stringify([sessions.map(({ voiceId }) => voiceId), names]);
    if (key !== listed) {
      listed = key;
      figures = sessions.map(() => make("span", { className: "quiet" }));
      list.replaceChildren(
        ...sessions.map(({ voiceId }, i) => {
          const name = names[i] ?? voiceId;
          const button = makeButton("small bare", t("closeSession"), () => close(voiceId));
          button.ariaLabel = t("closeSessionOf", name);
          return make("li", {}, make("span", { className: "name" }, name), ...figures.slice(i, i + 1), button);
        }),
      );
      list.hidden = sessions.length === 0;
    }
    for (const [i, { status, memoryBytes }] of sessions.entries()) {
      const figure = figures[i];
      if (figure) setText(figure, status === "opening" ? t("sessionOpening") : formatSize(memoryBytes));
    }
  };
}
