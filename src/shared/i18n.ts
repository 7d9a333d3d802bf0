import browser from "webextension-polyfill";
import type { ErrorCode } from "./errors.ts";

/** The message `key` of `_locales` in the browser's language. The placeholders are filled in order. */
export function t(key: string, ...substitutions: string[]): string {
  return browser.i18n.getMessage(key, substitutions);
}

/** The sentence that tells the user what went wrong and what to do next. */
export function errorText(code: ErrorCode): string {
  return t(`error_${code}`);
}

/** The message `key_one` or `key_other`, whichever fits `count`. The count is its first placeholder. */
export function plural(key: string, count: number): string {
  const form = new Intl.PluralRules(messageLocale()).select(count) === "one" ? "one" : "other";
  return t(`${key}_${form}`, new Intl.NumberFormat(messageLocale()).format(count));
}

/** The locale for names and numbers: the browser's own if the messages are in its language, else the messages' language. */
export function messageLocale(): string {
  const ofMessages = t("messageLanguage");
  const ofBrowser = browser.i18n.getUILanguage();
  return new Intl.Locale(ofBrowser).language === ofMessages ? ofBrowser : ofMessages;
}

/** Fills in a page's fixed text: `data-i18n` names the message for an element's text, `data-i18n-label` for its `aria-label`. */
export function localisePage(root: Document): void {
  root.documentElement.lang = messageLocale();
  for (const element of root.querySelectorAll<HTMLElement>("[data-i18n]")) element.textContent = t(element.dataset.i18n ?? "");
  for (const element of root.querySelectorAll<HTMLElement>("[data-i18n-label]")) {
    element.setAttribute("aria-label", t(element.dataset.i18nLabel ?? ""));
  }
}
