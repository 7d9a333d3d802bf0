import browser from "webextension-polyfill";
import { requestPage } from "../shared/messaging.ts";
import type { TextSource } from "../shared/protocol.ts";

/** A frame of a tab; 0 is the page itself. */
export interface TabFrame {
  tabId: number;
  frameId: number;
}

/** Has what is heard shown in the frame of the text and in the page around it, as far as the browser allows scripts there. */
export async function startFollowing({ tabId, frameId }: Pick<TextSource, "tabId" | "frameId">): Promise<void> {
  if (tabId === null) return;
  // One by one: a frame that allows no script would keep it from the other.
  await Promise.all([...new Set([frameId, 0])].map((each) => followIn({ tabId, frameId: each })));
}

/** Has what is heard shown in a frame. Resolves to false if the browser allows no script there: then nothing is shown. */
export async function followIn({ tabId, frameId }: TabFrame): Promise<boolean> {
  const target = { tabId, frameIds: [frameId] };
  try {
    await browser.scripting.executeScript({ target, files: ["follow.js"] });
    return true;
  } catch (thrown) {
    if (await allowsScripts(target)) throw thrown;
    // The extension's own pages allow no script either, but they answer requests.
    return requestPage(tabId, "follow").then(
      () => true,
      () => false,
    );
  }
}

/** False if the browser allows no script there, or if the tab or the frame has gone. */
function allowsScripts(target: browser.Scripting.InjectionTarget): Promise<boolean> {
  return browser.scripting.executeScript({ target, func: () => true }).then(
    () => true,
    () => false,
  );
}
