import browser from "webextension-polyfill";
import { espeakVoiceFor } from "../shared/espeak-languages.ts";

/** The language of a selection (BCP 47): the page's own word for it, else what the browser detects, else the browser's language. */
export async function languageOf(text: string, declared: string): Promise<string> {
  if (espeakVoiceFor(declared)) return declared;
  const detected = await browser.i18n.detectLanguage(text.slice(0, 2_000)).catch(() => undefined);
  const likeliest = detected?.languages.find(({ language }) => espeakVoiceFor(language));
  if (likeliest) return likeliest.language;
  const own = browser.i18n.getUILanguage();
  return espeakVoiceFor(own) ? own : "en";
}
