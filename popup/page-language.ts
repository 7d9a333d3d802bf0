import browser from "webextension-polyfill";
import { baseLanguage } from "../src/shared/languages.ts";

/** Longest wait for the browser's answer, in milliseconds: on a page that is still loading it comes only at the end. */
const timeoutMs = 250;

/** The base language of the active tab's page, or the browser's own where that cannot be told in time. */
export async function pageLanguage(): Promise<string> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, timeoutMs, null));
  const detected = await Promise.race([detect(), late]);
  return detected ?? baseLanguage(browser.i18n.getUILanguage());
}

async function detect(): Promise<string | null> {
  try {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    const tag = tab?.id === undefined ? "und" : await browser.tabs.detectLanguage(tab.id);
    return tag === "" || tag === "und" ? null : baseLanguage(tag);
  } catch {
    // Store pages, PDF viewers and the browser's own pages have no language to tell.
    return null;
  }
}
