import browser from "webextension-polyfill";
import type { TextSource } from "../shared/protocol.ts";

/**
 * Has what is heard shown in the frame of the text and in the page. Resolves to false if the browser allows no script in either of them:
 * then nothing is shown there.
 */
export async function startFollowing({ tabId, frameId }: Pick<TextSource, "tabId" | "frameId">): Promise<boolean> {
  if (tabId === null) return false;
  const frameIds = new Set([frameId, 0]);
  // One by one: one frame that allows no script would keep it from the other.
  const started = await Promise.all([...frameIds].map((each) => inject({ tabId, frameIds: [each] })));
  return started.includes(true);
}

async function inject(target: browser.Scripting.InjectionTarget): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target, files: ["follow.js"] });
    return true;
  } catch (thrown) {
    if (await allowsScripts(target)) throw thrown;
    return false;
  }
}

/** False if the browser allows no script there, or if the tab or the frame has gone. */
async function allowsScripts(target: browser.Scripting.InjectionTarget): Promise<boolean> {
  return browser.scripting.executeScript({ target, func: () => true }).then(
    () => true,
    () => false,
  );
}
