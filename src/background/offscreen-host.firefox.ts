/** @file Firefox has no offscreen API, but its event page has a DOM: the document is an iframe of it, and keeps it from being put to sleep while it is busy. */
import browser from "webextension-polyfill";
import { offscreenPath, type OffscreenHost } from "./offscreen-host.ts";

/** An event page is put to sleep after 30 s without an extension API call. */
const keepAliveIntervalMs = 10_000;

let loading: Promise<void> | undefined;

function load(): Promise<void> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
      setInterval(() => void browser.runtime.getPlatformInfo(), keepAliveIntervalMs);
      resolve();
    };
    frame.onerror = () => reject(new Error("the offscreen document did not load"));
    frame.src = browser.runtime.getURL(offscreenPath);
    document.body.append(frame);
  });
}

/** The iframe in the event page; it goes when the event page goes. */
export const firefoxOffscreenHost: OffscreenHost = {
  ensure: () => (loading ??= load()),
  exists: async () => loading !== undefined,
};
