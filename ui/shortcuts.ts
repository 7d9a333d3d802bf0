import browser from "webextension-polyfill";
import { t } from "../src/shared/i18n.ts";
import { byId, make, makeButton } from "./dom.ts";

const commands = [
  ["read-selection", t("commandRead")],
  ["read-page", t("commandReadPage")],
  ["pause-resume", t("commandPause")],
  ["stop", t("commandStop")],
  ["previous-sentence", t("commandPreviousSentence")],
  ["next-sentence", t("commandNextSentence")],
  ["previous-paragraph", t("commandPreviousParagraph")],
  ["next-paragraph", t("commandNextParagraph")],
  ["repeat-sentence", t("repeatSentence")],
  ["repeat-slowly", t("repeatSlowly")],
] as const;

/** Shows the browser's current shortcuts in `root`, and how to set missing ones. */
export async function showShortcuts(root: HTMLElement = byId("shortcuts", HTMLElement)): Promise<void> {
  const bound = new Map((await browser.commands.getAll()).map(({ name, shortcut }) => [name, shortcut || null]));
  const keys = commands.map(([name, description]) => {
    const shortcut = bound.get(name) ?? null;
    const key = make("dd", { className: shortcut === null ? "unset" : "" }, shortcut ?? t("shortcutUnset"));
    return make("div", {}, make("dt", {}, description), key);
  });
  const read = bound.get("read-selection") ?? null;
  root.replaceChildren(
    make("dl", { className: "keys" }, ...keys),
    ...(read === null ? [make("p", { className: "quiet" }, t("shortcutUnbound"))] : []),
    howToChange(),
  );
}

/** The current shortcut for reading, or `null`. */
export async function readingShortcut(command: "read-selection" | "read-page" = "read-selection"): Promise<string | null> {
  return (await browser.commands.getAll()).find(({ name }) => name === command)?.shortcut || null;
}

export const isFirefox = browser.runtime.getURL("").startsWith("moz-extension:");

/** In Firefox an extension cannot open the browser's own pages, so it is explained in words. */
export function howToChange(): HTMLElement {
  if (isFirefox) return make("p", { className: "quiet" }, t("shortcutsInFirefox"));
  return makeButton("small", t("openShortcuts"), () => void browser.tabs.create({ url: "chrome://extensions/shortcuts" }));
}
