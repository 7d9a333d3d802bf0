import browser from "webextension-polyfill";
import { t } from "../src/shared/i18n.ts";
import { byId, setText } from "./dom.ts";

const commands: Record<string, string> = {
  "read-selection": "shortcut-read",
  "pause-resume": "shortcut-pause",
  stop: "shortcut-stop",
};

/** Shows the shortcuts that the browser has bound, and how to set those that it has not. */
export async function showShortcuts(): Promise<void> {
  const button = byId("open-shortcuts", HTMLButtonElement);
  // Firefox opens none of its own pages for an extension, so there it is told in words.
  const inFirefox = browser.runtime.getURL("").startsWith("moz-extension:");
  button.hidden = inFirefox;
  byId("shortcuts-in-firefox", HTMLElement).hidden = !inFirefox;
  button.addEventListener("click", async () => {
    await browser.tabs.create({ url: "chrome://extensions/shortcuts" });
    window.close();
  });

  const bound = new Map((await browser.commands.getAll()).map(({ name, shortcut }) => [name, shortcut || null]));
  for (const [name, id] of Object.entries(commands)) showShortcut(byId(id, HTMLElement), bound.get(name) ?? null);
  const read = bound.get("read-selection") ?? null;
  const key = byId("main-shortcut", HTMLElement);
  key.hidden = read === null;
  setText(key, read ?? "");
  byId("unbound", HTMLElement).hidden = read !== null;
}

function showShortcut(element: HTMLElement, shortcut: string | null): void {
  setText(element, shortcut ?? t("shortcutUnset"));
  element.classList.toggle("unset", shortcut === null);
}
