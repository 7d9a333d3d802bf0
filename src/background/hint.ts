import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import { showHintInPage } from "./page/show-hint.ts";

const badgeMs = 5_000;

/** Tells the person `message` in the page, or on the toolbar button where the browser lets no script into the page. */
export async function showHint(tabId: number | undefined, message: string): Promise<void> {
  try {
    if (tabId === undefined || tabId < 0) throw new Error("there is no page");
    await browser.scripting.executeScript({ target: { tabId }, func: showHintInPage, args: [message] });
  } catch {
    await Promise.all([browser.action.setBadgeText({ text: "?" }), browser.action.setTitle({ title: message })]);
    setTimeout(() => {
      void browser.action.setBadgeText({ text: "" });
      void browser.action.setTitle({ title: t("extensionName") });
    }, badgeMs);
  }
}
