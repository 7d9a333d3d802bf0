/** @file Firefox has no offscreen API, but its event page has a DOM: the document is an iframe of it, which ends when the event page is put to sleep. */
import browser from "webextension-polyfill";
import { offscreenPath, type OffscreenHost } from "./offscreen-host.ts";

/** An event page is put to sleep after 30 s without an extension API call. */
const keepAwakeIntervalMs = 10_000;
/** The voices that are loaded go with the document, and who has read one paragraph often reads another. */
const lingerMs = 5 * 60_000;

let loading: Promise<void> | undefined;
let isBusy = false;
/** When the document was last asked for or last told how busy it is. */
let stirredAt = 0;
let keepingAwake: ReturnType<typeof setInterval> | undefined;

/** Keeps the event page awake while something is under way, and for a while after that or after it was last asked for. */
function stir(): void {
  stirredAt = Date.now();
  keepingAwake ??= setInterval(() => {
    if (isBusy || Date.now() - stirredAt < lingerMs) return void browser.runtime.getPlatformInfo();
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

/** The iframe in the event page; it goes when the event page goes. */
export const firefoxOffscreenHost: OffscreenHost = {
  ensure() {
    stir();
    return (loading ??= load());
  },
  exists: async () => loading !== undefined,
  stayAwake(busy) {
    isBusy = busy;
    stir();
  },
};
