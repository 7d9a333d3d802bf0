import browser from "webextension-polyfill";
import { t } from "../src/shared/i18n.ts";
import { make, setText } from "../ui/dom.ts";
import { icon } from "../ui/icon.ts";
import { howToChange, isFirefox, readingShortcut } from "../ui/shortcuts.ts";

/** How any page is read: what to press, as the browser has it bound, and where the button is. It follows what is changed in the browser's own pages. */
export function createHowTo(): HTMLElement {
  const keysText = make("span");
  const changeKeys = make("div", { hidden: true }, howToChange());
  const pin = make("li", { hidden: true }, icon("puzzle"), make("span", {}, t(isFirefox ? "howPinInFirefox" : "howPin", t("extensionName"))));
  const keys = make("li", { hidden: true }, icon("keys"), make("div", {}, keysText, changeKeys));
  const steps = make("ul", {}, make("li", {}, icon("text"), make("span", {}, t("howSelect"))), keys, pin);

  const look = async () => {
    const [shortcut, { isOnToolbar }] = await Promise.all([readingShortcut(), browser.action.getUserSettings()]);
    setText(keysText, shortcut === null ? t("howMenu") : t("howKeys", shortcut));
    changeKeys.hidden = shortcut !== null;
    pin.hidden = isOnToolbar !== false;
    keys.hidden = false;
  };
  // Both are changed in other pages, from which one comes back to this one.
  window.addEventListener("focus", () => void look());
  void look();
  return make("section", { className: "card step how" }, make("h2", {}, t("howTitle")), steps);
}
