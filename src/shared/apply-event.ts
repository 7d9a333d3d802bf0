import type { OffscreenEvent, OffscreenState } from "./protocol.ts";

/** The state of a watching page after `event`. */
export function applyEvent(state: OffscreenState, event: OffscreenEvent): OffscreenState {
  switch (event.type) {
    case "snapshot":
      return event.state;
    case "narrationChanged":
      return { ...state, narration: event.narration };
    case "queueChanged":
      return { ...state, queue: event.queue };
    case "sleepTimerChanged":
      return { ...state, sleepTimer: event.sleepTimer };
    case "voicesChanged":
      return { ...state, voices: event.voices };
    case "installProgressed":
      return {
        ...state,
        installs: [...state.installs.filter(({ voiceId }) => voiceId !== event.install.voiceId), event.install],
      };
    case "importsChanged":
      return { ...state, imports: event.imports };
    case "exportsChanged":
      return { ...state, exports: event.exports };
    case "draftChanged":
      return { ...state, draft: event.draft };
    case "statisticsChanged":
      return { ...state, statistics: event.statistics };
  }
}
