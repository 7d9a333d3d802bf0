import browser from "webextension-polyfill";
import { UserFacingError, type ErrorCode } from "../shared/errors.ts";
import { leaveWish, type OpeningWish } from "../shared/opening-wish.ts";
import { patiently } from "./patiently.ts";
import type { Gesture } from "./read-aloud.ts";
import { textExportOf } from "./text-editors.ts";
import { wishOfLink, wishOfPage, type SeenPage } from "./wish-of-page.ts";

/** Opens the reader with what the page of the gesture shows. Rejects with `editorWithoutText`, or with a refusal. */
export async function openPageInReader(gesture: Gesture, { reads }: Pick<OpeningWish, "reads">): Promise<void> {
  const { url = "", tabId } = gesture;
  if (tabId === undefined || tabId < 0) throw new UserFacingError("pageRefused");
  // One of our own pages is no document.
  if (url.startsWith(browser.runtime.getURL("")))
    return void (await browser.tabs.create({ url: browser.runtime.getURL("reader/reader.html") }));
  await openReader(gesture, { ...wishOfPage(await seenPage(tabId, url)), title: gesture.title ?? "", reads });
}

/** Opens the reader with what a link leads to. Rejects with `linkNotDocument`. */
export async function openLinkInReader(gesture: Gesture, address: string): Promise<void> {
  await openReader(gesture, { ...wishOfLink(address), title: "", reads: false });
}

/** What reading a page ends with if the browser shows a document there. */
const ofDocuments: ReadonlySet<ErrorCode> = new Set(["pageWithoutText", "documentViewer", "pageRefused", "filePage"]);

/**
 * Reads the page of the gesture with `read`. A document that the browser shows itself, or that an editor draws, is opened in the reader
 * instead and read there. Rejects like `read` and `openPageInReader`.
 */
export async function readHereOrInReader(gesture: Gesture, read: () => Promise<void>): Promise<void> {
  if (textExportOf(gesture.url ?? "") !== undefined) return openPageInReader(gesture, { reads: true });
  try {
    await read();
  } catch (thrown) {
    if (!(thrown instanceof UserFacingError && ofDocuments.has(thrown.code)) || !(await showsDocument(gesture))) throw thrown;
    await openPageInReader(gesture, { reads: true });
  }
}

async function showsDocument({ tabId, url = "" }: Gesture): Promise<boolean> {
  if (tabId === undefined || tabId < 0) return false;
  try {
    return wishOfPage(await seenPage(tabId, url)).kind !== "page";
  } catch {
    return false;
  }
}

async function openReader({ tabId = -1, isPrivate }: Gesture, wish: Omit<OpeningWish, "tabId" | "isPrivate">): Promise<void> {
  const [url, tab] = await Promise.all([leaveWish({ ...wish, tabId, isPrivate }), browser.tabs.get(tabId)]);
  const { index, windowId } = tab;
  await browser.tabs.create({ url, ...(windowId !== undefined && { windowId }), index: index + 1, openerTabId: tabId }).catch(() =>
    // Chromium has no pages of extensions in private windows.
    browser.tabs.create({ url }),
  );
}

async function seenPage(tabId: number, address: string): Promise<SeenPage> {
  try {
    const [injected] = await patiently(() => browser.scripting.executeScript({ target: { tabId }, func: contentTypeInPage }));
    // The result has the type of the function in the page.
    return { address, contentType: (injected?.result as string | undefined) ?? "", reason: "" };
  } catch (thrown) {
    return { address, contentType: null, reason: String(thrown) };
  }
}

/** It is sent to the page as source code. A form called `contentType` would replace the property of the document. */
function contentTypeInPage(): string {
  const get = Object.getOwnPropertyDescriptor(Document.prototype, "contentType")?.get;
  return String(get?.call(document));
}
