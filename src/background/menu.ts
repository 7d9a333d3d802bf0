import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

/** The ids of the menu entries. */
export const menuIds = { read: "read", stop: "stop" } as const;

/**
 * Creates the entries; the browser keeps them. They never appear in the same place, because two entries would become a submenu, and Read
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

/** Shows the entry Stop while there is something to stop. */
export async function showStopEntry(status: Narration["status"]): Promise<void> {
  try {
    await browser.contextMenus.update(menuIds.stop, { visible: status !== "idle" });
  } catch {
    // The extension was installed just now, so the entry does not exist yet. It is created hidden.
  }
}
