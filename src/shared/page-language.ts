import browser from "webextension-polyfill";
import { orUndefined } from "./with-timeout.ts";

/** Longest wait for the browser's word on a text or a whole page, in milliseconds: while a page is loading it comes only at the end. */
export const detectionTimeoutMs = 250;

/** The language (BCP 47) that the browser detects in the page of a tab; undefined where it cannot tell, or not in time: its own pages have none. */
export async function pageLanguageOf(tabId: number | undefined): Promise<string | undefined> {
  if (tabId === undefined || tabId < 0) return undefined;
  const tag = await orUndefined(browser.tabs.detectLanguage(tabId), detectionTimeoutMs);
  return tag === "" || tag === "und" ? undefined : tag;
}
