import browser from "webextension-polyfill";
import { requestPage } from "../shared/messaging.ts";
import { eventsPortName, type OffscreenEvent, type TextSource } from "../shared/protocol.ts";
import { startFollowing, type TabFrame } from "./start-following.ts";

/** Shows the tab that is being read, and in it what is heard. Does nothing if nothing is being read, or if its tab is closed. */
export async function showPlace(isReadingPossible: boolean): Promise<void> {
  const source = isReadingPossible ? await sourceBeingRead() : null;
  if (!source || source.tabId === null || !(await bringToFront(source.tabId))) return;
  await startFollowing(source);
  await comeBackIn({ tabId: source.tabId, frameId: source.frameId });
}

/** Where the text is from that is being read. Only the offscreen document knows it. */
function sourceBeingRead(): Promise<TextSource | null> {
  return new Promise((resolve) => {
    const port = browser.runtime.connect({ name: eventsPortName });
    port.onDisconnect.addListener(() => resolve(null));
    port.onMessage.addListener((message: unknown) => {
      // Only the offscreen document sends on this port, and the snapshot first.
      const event = message as OffscreenEvent;
      if (event.type !== "snapshot") return;
      const { status, source } = event.state.narration;
      port.disconnect();
      resolve(status === "idle" ? null : source);
    });
  });
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
