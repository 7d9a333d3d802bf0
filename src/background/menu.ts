import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

/** The menu entries' ids. */
export const menuIds = { read: "read", stop: "stop" } as const;

/**
 * Makes the entries; the browser keeps them. They share no context, because two entries in one place become a submenu, and Read
 * aloud must stay one click away.
 */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: menuIds.read, title: t("menuRead"), contexts: ["selection"] });
  browser.contextMenus.create({
    id: menuIds.stop,
    title: t("menuStop"),
    contexts: ["page", "action"],
    visible: false,
  });
}

/** Offers Stop while there is something to stop. */
export async function showStopEntry(status: Narration["status"]): Promise<void> {
  try {
    await browser.contextMenus.update(menuIds.stop, { visible: status !== "idle" });
  } catch {
    // The extension was installed just now: there is no entry yet, and it is made hidden.
  }
}
