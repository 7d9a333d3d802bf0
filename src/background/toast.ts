import browser from "webextension-polyfill";
import { serializeError, type ErrorCode } from "../shared/errors.ts";
import { errorText, messageLocale, t } from "../shared/i18n.ts";
import { requestPage } from "../shared/messaging.ts";
import { showFailureBadge } from "./badge.ts";
import { showToastInPage } from "../shared/show-toast-in-page.ts";

const badgeMs = 5_000;

/** Shows `message` in the page, or on the toolbar button if the browser allows no script in the page. */
export async function showToast(tabId: number | undefined, message: string, role: "alert" | "status" = "alert"): Promise<void> {
  if (tabId === undefined || tabId < 0 || (await toastInPage(tabId, message, role))) return;
  const title = await browser.action.getTitle({});
  await showOnButton(tabId, "?", message);
  // Removes the tab's own badge, so that the narrator's status is visible again.
  setTimeout(() => void hideOnButton(tabId, message, title), badgeMs);
}

/** Performs a gesture in this tab, and shows the error there if it fails. */
export async function orToast(tabId: number | undefined, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    await showToast(tabId, errorText(serializeError(thrown).code));
  }
}

/**
 * Shows a failure that came after the gesture was accepted: in the page that was read, and, if that page allows no script or is no longer
 * in front, also on the toolbar button. The badge stays until the popup has shown the failure or something else is read.
 */
export async function showFailure(tabId: number, code: ErrorCode): Promise<void> {
  const message = errorText(code);
  const [inPage, inFront] = await Promise.all([toastInPage(tabId, message, "alert"), isInFront(tabId)]);
  if (!inPage || !inFront) await showFailureBadge(message);
}

/** Resolves to false if the browser allows no script in the page, or if the tab is closed. */
async function toastInPage(tabId: number, message: string, role: "alert" | "status"): Promise<boolean> {
  const toast = { message, role, dismiss: t("dismissToast"), language: messageLocale() };
  try {
    await browser.scripting.executeScript({ target: { tabId }, func: showToastInPage, args: [toast] });
    return true;
  } catch {
    // The extension's own pages allow no script either, but they answer requests.
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

/** Sets the title for all tabs: Chromium could not remove a title of one tab, and it would hide later titles. */
async function showOnButton(tabId: number, text: string | null, title: string): Promise<void> {
  try {
    await Promise.all([browser.action.setTitle({ title }), browser.action.setBadgeText({ tabId, text })]);
  } catch {
    // The tab was closed.
  }
}

/** Restores `title`, unless something else replaced `message` in the meantime. */
async function hideOnButton(tabId: number, message: string, title: string): Promise<void> {
  const now = await browser.action.getTitle({});
  await showOnButton(tabId, null, now === message ? title : now);
}
