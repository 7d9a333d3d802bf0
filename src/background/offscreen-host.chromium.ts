/** @file Chromium's service workers have neither workers nor sound. The offscreen API provides one hidden document that has both. */
import { offscreenPath, type OffscreenHost } from "./offscreen-host.ts";

let creating: Promise<void> | undefined;

async function exists(): Promise<boolean> {
  return (await chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT] })).length > 0;
}

async function create(): Promise<void> {
  if (await exists()) return;
  try {
    await chrome.offscreen.createDocument({
      url: offscreenPath,
      // With AUDIO_PLAYBACK alone, the document is closed after 30 s of silence, and every loaded voice with it.
      reasons: [chrome.offscreen.Reason.AUDIO_PLAYBACK, chrome.offscreen.Reason.WORKERS],
      justification: "Speaks the selected text with voices that run on this device.",
    });
  } catch (thrown) {
    // A service worker that ended during creation may have left a document that this one did not see.
    if (!(await exists())) throw thrown;
  }
}

/** The offscreen document. `createDocument` resolves when its script has run. */
export const chromiumOffscreenHost: OffscreenHost = {
  ensure: () => (creating ??= create().finally(() => (creating = undefined))),
  exists,
  // The document stays alive while the service worker sleeps.
  stayAwake: () => undefined,
};
