import browser from "webextension-polyfill";
import { t } from "../src/shared/i18n.ts";
import { make } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";
import { icon } from "../ui/icon.ts";
import { howToChange, isFirefox, readingShortcut } from "../ui/shortcuts.ts";

/**
 * Explains how to read a page: the browser's current shortcut, and where the toolbar button is. It is updated when these change in the
 * browser's own pages.
 */
export function createHowTo(): HTMLElement {
  const keysText = make("span");
  const changeKeys = make("div", { hidden: true }, howToChange());
  const pin = make(
    "li",
    { hidden: true },
    icon("puzzle"),
    make("span", {}, t(isFirefox ? "howPinInFirefox" : "howPin", t("extensionName"))),
  );
  const keys = make("li", { hidden: true }, icon("keys"), make("div", {}, keysText, changeKeys));
  const steps = make("ul", {}, make("li", {}, icon("text"), make("span", {}, t("howSelect"))), keys, pin);

  const refresh = async () => {
    const [shortcut, { isOnToolbar }] = await Promise.all([readingShortcut(), browser.action.getUserSettings()]);
    setText(keysText, shortcut === null ? t("howMenu") : t("howKeys", shortcut));
    changeKeys.hidden = shortcut !== null;
    pin.hidden = isOnToolbar !== false;
    keys.hidden = false;
  };
  // Both are changed in other pages. When the user comes back, this page gets the focus.
  window.addEventListener("focus", () => void refresh());
  void refresh();
  return make("section", { className: "card step how" }, make("h2", {}, t("howTitle")), steps);
}
