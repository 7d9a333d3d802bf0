import { plural, t } from "../src/shared/i18n.ts";
import { byId, setText } from "./dom.ts";
import { formatDuration, formatShare, formatSize } from "./format.ts";
import type { PopupModel } from "./model.ts";
import { voiceNameOf } from "./voice-name.ts";

/** The panel that shows what is kept in memory and on disk; answers with the function that shows a model. */
export function createStorage(actions: { closeSessions(): void; clearClips(): void }): (model: PopupModel) => void {
  const closeSessions = byId("close-sessions", HTMLButtonElement);
  const clearClips = byId("clear-clips", HTMLButtonElement);
  closeSessions.addEventListener("click", () => actions.closeSessions());
  clearClips.addEventListener("click", () => actions.clearClips());

  return ({ state }) => {
    if (!state) return;
    const { sessions, clips, models } = state.statistics;
    const memoryBytes = sessions.reduce((sum, session) => sum + session.memoryBytes, 0);
    show("sessions", [plural("voiceCount", sessions.length), formatSize(memoryBytes)]);
    show("sessions-detail", [...new Set(sessions.map(({ voiceId }) => voiceNameOf(voiceId, state.voices)))], ", ");
    show("clips", [plural("clipCount", clips.count), formatSize(clips.sizeBytes)]);
    const asked = clips.hits + clips.misses;
    const hitRate = asked === 0 ? [] : [t("hitRate", formatShare(clips.hits / asked))];
    show("clips-detail", [t("audioKept", formatDuration(clips.durationSeconds)), ...hitRate]);
    show("models", [plural("voiceCount", models.count), formatSize(models.sizeBytes)]);
    closeSessions.disabled = sessions.length === 0;
    clearClips.disabled = clips.count === 0;
  };
}

function show(id: string, parts: string[], separator = " · "): void {
  const element = byId(id, HTMLElement);
  const text = parts.join(separator);
  setText(element, text);
  element.title = text;
}
