import { request } from "../src/shared/messaging.ts";
import type { StorageActions } from "./storage-rows.ts";

/** The requests that free memory and disk. `perform` runs each one and shows its failure. */
export function storageActions(perform: (act: () => Promise<unknown>) => void): StorageActions {
  return {
    closeSession: (voiceId) => perform(() => request("offscreen", "closeSession", { voiceId })),
    closeSessions: () => perform(() => request("offscreen", "closeSessions")),
    clearClips: () => perform(() => request("offscreen", "clearClips")),
    removeAllVoices: () => perform(() => request("offscreen", "removeAllVoices")),
    clearEverything: () => perform(() => request("background", "clearEverything")),
  };
}
