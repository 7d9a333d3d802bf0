import browser from "webextension-polyfill";
import { serializeError, type ErrorCode } from "../shared/errors.ts";
import { errorText, messageLocale, t } from "../shared/i18n.ts";
import { requestPage } from "../shared/messaging.ts";
import { showFailureBadge } from "./badge.ts";
import { showToastInPage } from "./page/show-toast.ts";

const badgeMs = 5_000;

/** Tells the person `message` in the page, or on the toolbar button where the browser lets no script into the page. */
export async function showToast(tabId: number | undefined, message: string, role: "alert" | "status" = "alert"): Promise<void> {
  if (tabId === undefined || tabId < 0 || (await toastInPage(tabId, message, role))) return;
  const title = await browser.action.getTitle({});
  await showOnButton(tabId, "?", message);
  // What this tab shows of its own goes, and what the narrator does is seen again.
  setTimeout(() => void hideOnButton(tabId, message, title), badgeMs);
}

/** Does what a gesture in this tab asks for; why it cannot be done is told there. */
export async function orToast(tabId: number | undefined, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    await showToast(tabId, errorText(serializeError(thrown).code));
  }
}

/**
 * Tells of a failure that came after the gesture was accepted: in the page that was read, and, where that lets no script in or is not in
 * front any more, by a sign on the toolbar button that stays until the popup has shown the failure or something else is read.
 */
export async function showFailure(tabId: number, code: ErrorCode): Promise<void> {
  const message = errorText(code);
  const [inPage, inFront] = await Promise.all([toastInPage(tabId, message, "alert"), isInFront(tabId)]);
  if (!inPage || !inFront) await showFailureBadge(message);
}

/** False where the browser lets no script into the page, or the tab is gone. */
async function toastInPage(tabId: number, message: string, role: "alert" | "status"): Promise<boolean> {
  const toast = { message, role, dismiss: t("dismissToast"), language: messageLocale() };
  try {
    await browser.scripting.executeScript({ target: { tabId }, func: showToastInPage, args: [toast] });
    return true;
  } catch {
    // The extension's own pages let no script in either, but can be asked.
    return requestPage(tabId, "showToast", toast).then(
      () => true,
      () => false,
    );
  }
}

async function isInFront(tabId: number): Promise<boolean> {
  const [front] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return front?.id === tabId;
}

/** The title is that of all tabs: Chromium could not take back one of a tab's own, which would cover what is told later. */
async function showOnButton(tabId: number, text: string | null, title: string): Promise<void> {
  try {
    await Promise.all([browser.action.setTitle({ title }), browser.action.setBadgeText({ tabId, text })]);
  } catch {
    // The tab was closed, and its button with it.
  }
}

/** Puts `title` in the place of `message`, unless something else is told by now. */
async function hideOnButton(tabId: number, message: string, title: string): Promise<void> {
  const now = await browser.action.getTitle({});
  await showOnButton(tabId, null, now === message ? title : now);
}
