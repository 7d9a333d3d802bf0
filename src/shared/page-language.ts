import browser from "webextension-polyfill";
import { orUndefined } from "./with-timeout.ts";

/**
 * How long to wait until the browser has detected the language of a text or a page, in milliseconds. While a page loads, the answer comes
 * only at the end.
 */
export const detectionTimeoutMs = 250;

/**
 * The language (BCP 47) that the browser detects in the page of a tab. Undefined if it is not known in time, and for the browser's own
 * pages.
 */
export async function pageLanguageOf(tabId: number | undefined): Promise<string | undefined> {
  if (tabId === undefined || tabId < 0) return undefined;
  const tag = await orUndefined(browser.tabs.detectLanguage(tabId), detectionTimeoutMs);
  return tag === "" || tag === "und" ? undefined : tag;
}
