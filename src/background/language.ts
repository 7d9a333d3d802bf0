import browser from "webextension-polyfill";
import { espeakVoiceFor } from "../shared/espeak-languages.ts";

/** Longest wait for the browser's word on a whole page, in milliseconds: while a page is loading it comes only at the end. */
const pageTimeoutMs = 250;

/**
 * The language of a selection (BCP 47): the page's own word for it, else what the browser detects in it. Where it detects nothing for
 * certain, as in a few words, the language of the whole page or of the browser, whichever is written in such letters.
 */
export async function languageOf(text: string, declared: string, tabId: number | undefined): Promise<string> {
  if (espeakVoiceFor(declared)) return declared;
  const detected = await browser.i18n.detectLanguage(text.slice(0, 2_000)).catch(() => undefined);
  const guess = detected?.languages.find(({ language }) => espeakVoiceFor(language))?.language;
  if (guess && detected?.isReliable) return guess;
  const own = browser.i18n.getUILanguage();
  const likely = [await languageOfPage(tabId), own, guess].find((tag) => tag && espeakVoiceFor(tag) && isWrittenIn(tag, text));
  return likely ?? (espeakVoiceFor(own) ? own : "en");
}

async function languageOfPage(tabId: number | undefined): Promise<string | undefined> {
  if (tabId === undefined || tabId < 0) return undefined;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, pageTimeoutMs, undefined));
  // Some pages, such as the browser's own, have no language to tell.
  return Promise.race([browser.tabs.detectLanguage(tabId).catch(() => undefined), late]);
}

/** The scripts of Unicode behind those names of a language's script that stand for several or for a variant. */
const unicodeScripts: Readonly<Record<string, readonly string[]>> = {
  Hans: ["Han"],
  Hant: ["Han"],
  Jpan: ["Han", "Hiragana", "Katakana"],
  Kore: ["Hangul"],
};

/** Whether `text` has a letter of the script in which a language is usually written. */
function isWrittenIn(tag: string, text: string): boolean {
  const { script = "Latn" } = new Intl.Locale(tag).maximize();
  const classes = (unicodeScripts[script] ?? [script]).map((name) => `\\p{Script=${name}}`);
  return new RegExp(`[${classes.join("")}]`, "u").test(text);
}
