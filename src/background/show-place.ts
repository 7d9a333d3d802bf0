import browser from "webextension-polyfill";
import { requestPage } from "../shared/messaging.ts";
import type { TextSource } from "../shared/protocol.ts";
import { startFollowing, type TabFrame } from "./start-following.ts";

/** Shows the tab of the text that is being read, and in it what is heard. Does nothing if the text is from no tab, or if its tab is closed. */
export async function showPlace({ tabId, frameId }: Pick<TextSource, "tabId" | "frameId">): Promise<void> {
  if (tabId === null || !(await bringToFront(tabId))) return;
  await startFollowing({ tabId, frameId });
  await comeBackIn({ tabId, frameId });
}

async function bringToFront(tabId: number): Promise<boolean> {
  try {
    const { windowId } = await browser.tabs.update(tabId, { active: true });
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
    return true;
  } catch {
    // The tab was closed.
    return false;
  }
}

async function comeBackIn({ tabId, frameId }: TabFrame): Promise<void> {
  try {
    // The function is sent to the page as source code, and finds what the injected script left in the global object.
    const func = (): void => (globalThis as { readAloudFollower?: { comeBack(): void } }).readAloudFollower?.comeBack();
    await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, func });
  } catch {
    await requestPage(tabId, "comeBack").catch(() => undefined);
  }
}
