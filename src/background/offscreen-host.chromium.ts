/** @file Chromium's service workers have neither workers nor sound; the offscreen API gives one hidden document that has both. */
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
      // AUDIO_PLAYBACK alone is closed after 30 s of silence, and with it every loaded voice.
      reasons: [chrome.offscreen.Reason.AUDIO_PLAYBACK, chrome.offscreen.Reason.WORKERS],
      justification: "Speaks the selected text with voices that run on this device.",
    });
  } catch (thrown) {
    // A worker that died while creating leaves a document behind that its successor did not see yet.
    if (!(await exists())) throw thrown;
  }
}

/** The offscreen document; `createDocument` resolves when its script has run. */
export const chromiumOffscreenHost: OffscreenHost = {
  ensure: () => (creating ??= create().finally(() => (creating = undefined))),
  exists,
  // The document lives on by itself when the service worker sleeps.
  stayAwake: () => undefined,
};
