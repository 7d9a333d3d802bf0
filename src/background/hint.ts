import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import { showHintInPage } from "./page/show-hint.ts";

const badgeMs = 5_000;

/** Tells the person `message` in the page, or on the toolbar button where the browser lets no script into the page. */
export async function showHint(tabId: number | undefined, message: string): Promise<void> {
  if (tabId === undefined || tabId < 0) return;
  try {
    await browser.scripting.executeScript({ target: { tabId }, func: showHintInPage, args: [message] });
  } catch {
    await showOnButton(tabId, "?", message);
    // What this tab shows of its own goes, and what the narrator does is seen again.
    setTimeout(() => void showOnButton(tabId, null, t("extensionName")), badgeMs);
  }
}

async function showOnButton(tabId: number, text: string | null, title: string): Promise<void> {
  try {
    await Promise.all([browser.action.setBadgeText({ tabId, text }), browser.action.setTitle({ tabId, title })]);
  } catch {
    // The tab was closed, and its button with it.
  }
}
