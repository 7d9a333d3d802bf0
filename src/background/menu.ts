import browser from "webextension-polyfill";
import { t } from "../shared/i18n.ts";
import type { Narration } from "../shared/protocol.ts";

/** The ids of the menu entries. */
export const menuIds = { read: "read", stop: "stop", enqueueSelection: "enqueue-selection" } as const;

/** The entries that are shown only while something is read. */
const whileReading = [menuIds.stop, menuIds.enqueueSelection];

/**
 * Creates the entries; the browser keeps them. Two entries in one place would become a submenu, and Read aloud must stay one click away:
 * the queue has its entry only while something is read.
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
  browser.contextMenus.create({ id: menuIds.enqueueSelection, title: t("menuEnqueue"), contexts: ["selection"], visible: false });
}

/** Shows the entries for what is being read while something is. */
export async function showReadingEntries(status: Narration["status"]): Promise<void> {
  try {
    await Promise.all(whileReading.map((id) => browser.contextMenus.update(id, { visible: status !== "idle" })));
  } catch {
    // The extension was installed just now, so the entries do not exist yet. They are created hidden.
  }
}
