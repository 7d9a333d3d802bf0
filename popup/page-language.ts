import browser from "webextension-polyfill";
import { baseLanguage } from "../src/shared/languages.ts";
import { pageLanguageOf } from "../src/shared/page-language.ts";

/** The base language of the active tab's page, or the browser's own if the page's is not known in time. */
export async function pageLanguage(): Promise<string> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return baseLanguage((await pageLanguageOf(tab?.id)) ?? browser.i18n.getUILanguage());
}
