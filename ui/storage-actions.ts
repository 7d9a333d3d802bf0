import { request } from "../src/shared/messaging.ts";
import type { StorageActions } from "./storage-rows.ts";

/** Has the offscreen document free what a person names; `ask` runs each request and shows its refusal. */
export function storageActions(ask: (act: () => Promise<unknown>) => void): StorageActions {
  return {
    closeSession: (voiceId) => ask(() => request("offscreen", "closeSession", { voiceId })),
    closeSessions: () => ask(() => request("offscreen", "closeSessions")),
    clearClips: () => ask(() => request("offscreen", "clearClips")),
    removeAllVoices: () => ask(() => request("offscreen", "removeAllVoices")),
    clearEverything: () => ask(() => request("background", "clearEverything")),
  };
}
