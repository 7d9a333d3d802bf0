import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

/** The ids of the menu entries. */
export const menuIds = {
  read: "read",
  readPage: "readPage",
  readFromHere: "readFromHere",
  openInReader: "openInReader",
  stop: "stop",
  enqueueSelection: "enqueueSelection",
  enqueuePage: "enqueuePage",
  enqueueLink: "enqueueLink",
  sayDifferently: "sayDifferently",
} as const;

type Place = [browser.Menus.ContextType, ...browser.Menus.ContextType[]];

/** Where the entries are that are shown only while something is read. */
const whileReading: { id: string; title: string; contexts: Place }[] = [
  { id: menuIds.stop, title: "menuStop", contexts: ["page", "action"] },
  { id: menuIds.enqueueSelection, title: "menuEnqueue", contexts: ["selection"] },
  { id: menuIds.sayDifferently, title: "menuSayDifferently", contexts: ["selection"] },
  { id: menuIds.enqueuePage, title: "menuEnqueuePage", contexts: ["page"] },
  { id: menuIds.enqueueLink, title: "menuEnqueueLink", contexts: ["link"] },
];

/**
 * Creates the entries; the browser keeps them. Two entries in one place become a submenu. So Read aloud, which must stay one click away, is
 * the only one on a selection and the others are where nothing is selected, except while something is read: then another text is likely to
 * be for later, and the queue has its entries. A link in a selection has its entry beside Read aloud.
 */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: menuIds.read, title: t("menuRead"), contexts: ["selection"] });
  browser.contextMenus.create({ id: menuIds.readPage, title: t("menuReadPage"), contexts: ["page"] });
  browser.contextMenus.create({ id: menuIds.readFromHere, title: t("menuReadFromHere"), contexts: ["page"] });
  // Also on the toolbar button: the browser's own PDF viewer has no place for it.
  browser.contextMenus.create({ id: menuIds.openInReader, title: t("menuOpenInReader"), contexts: ["page", "link", "action"] });
  for (const { id, title } of whileReading) browser.contextMenus.create({ id, title: t(title), ...hidden });
}

/** Chromium makes a submenu also for hidden entries, so a hidden entry is in another place too: the menu of the button has no submenus. */
const hidden = { visible: false, contexts: ["action"] satisfies Place } as const;

/** Shows the entries for what is being read while something is. */
export async function showReadingEntries(status: Narration["status"]): Promise<void> {
  const isReading = status !== "idle";
  try {
    await Promise.all(
      whileReading.map(({ id, contexts }) => browser.contextMenus.update(id, isReading ? { visible: true, contexts } : { ...hidden })),
    );
  } catch {
    // The extension was installed just now, so the entries do not exist yet. They are created hidden.
  }
}
