import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

/** The ids of the menu entries. */
export const menuIds = { read: "read", readPage: "readPage", readFromHere: "readFromHere", stop: "stop" } as const;

/**
 * Creates the entries; the browser keeps them. Two entries in one place become a submenu. So Read aloud, which must stay one click away, is
 * the only one on a selection, and the others are where nothing is selected. They are not on links: a link in a selection would be both.
 */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: menuIds.read, title: t("menuRead"), contexts: ["selection"] });
  browser.contextMenus.create({ id: menuIds.readPage, title: t("menuReadPage"), contexts: ["page", "frame"] });
  browser.contextMenus.create({ id: menuIds.readFromHere, title: t("menuReadFromHere"), contexts: ["page", "frame"] });
  browser.contextMenus.create({
    id: menuIds.stop,
    title: t("menuStop"),
    contexts: ["page", "frame", "action"],
    visible: false,
  });
}

/** Shows the entry Stop while there is something to stop. */
export async function showStopEntry(status: Narration["status"]): Promise<void> {
  try {
    await browser.contextMenus.update(menuIds.stop, { visible: status !== "idle" });
  } catch {
    // The extension was installed just now, so the entry does not exist yet. It is created hidden.
  }
}
