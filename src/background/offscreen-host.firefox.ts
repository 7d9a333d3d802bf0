/**
 * @file Firefox has no offscreen API, but its event page has a DOM. The document is an iframe in it, and ends when the event page is
 * suspended.
 */
import browser from "webextension-polyfill";
import { offscreenPath, type OffscreenHost } from "./offscreen-host.ts";

/** An event page is suspended after 30 s without an extension API call. */
const keepAwakeIntervalMs = 10_000;
/**
 * How long the document is kept alive after its last use. The loaded voices are lost with it, and a user who has read one paragraph often
 * reads another.
 */
const lingerMs = 5 * 60_000;

let loading: Promise<void> | undefined;
let isBusy = false;
/** When the document was last requested, or last reported whether it is busy. */
let lastUsedAt = 0;
let keepingAwake: ReturnType<typeof setInterval> | undefined;

/** Keeps the event page awake while the document is busy, and for `lingerMs` after its last use. */
function extendLife(): void {
  lastUsedAt = Date.now();
  keepingAwake ??= setInterval(() => {
    if (isBusy || Date.now() - lastUsedAt < lingerMs) return void browser.runtime.getPlatformInfo();
    clearInterval(keepingAwake);
    keepingAwake = undefined;
  }, keepAwakeIntervalMs);
}

async function load(): Promise<void> {
  const frame = document.createElement("iframe");
  try {
    await new Promise<void>((resolve, reject) => {
      frame.onload = () => resolve();
      frame.onerror = () => reject(new Error("the offscreen document did not load"));
      frame.src = browser.runtime.getURL(offscreenPath);
      document.body.append(frame);
    });
  } catch (thrown) {
    frame.remove();
    loading = undefined;
    throw thrown;
  }
}

/** The iframe in the event page. It ends with the event page. */
export const firefoxOffscreenHost: OffscreenHost = {
  ensure() {
    extendLife();
    return (loading ??= load());
  },
  exists: async () => loading !== undefined,
  stayAwake(busy) {
    isBusy = busy;
    extendLife();
  },
};
