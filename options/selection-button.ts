import browser from "webextension-polyfill";
import { t } from "../src/shared/i18n.ts";
import { allPages } from "../src/shared/selection-button.ts";
import type { Settings } from "../src/shared/settings.ts";
import { byId } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";

/**
 * Sets up the switch of the button beside a selection. It asks the browser for access to all pages first, and stays off if that is refused.
 * The background gives the access back. Returns a function that shows the saved settings.
 */
export function createSelectionButton(
  change: (settings: Partial<Settings>) => void,
  fail: (thrown: unknown) => void,
): (settings: Settings) => void {
  const box = byId("selection-button", HTMLInputElement);
  const refused = byId("selection-button-refused", HTMLElement);
  let isAsking = false;
  let saved = false;

  box.addEventListener("change", () => {
    setText(refused, "");
    if (!box.checked) {
      change({ showsSelectionButton: false });
      return;
    }
    isAsking = true;
    // Nothing may be awaited before: the browser asks only while it handles the user's press.
    browser.permissions.request(allPages).then(answered, (thrown: unknown) => {
      answered(false);
      fail(thrown);
    });
  });

  function answered(isGranted: boolean): void {
    isAsking = false;
    if (isGranted) change({ showsSelectionButton: true });
    else setText(refused, t("selectionButtonRefused"));
    show();
  }

  function show(): void {
    if (!isAsking) box.checked = saved;
  }

  return ({ showsSelectionButton }) => {
    saved = showsSelectionButton;
    show();
  };
}
