import browser from "webextension-polyfill";
import { request } from "../src/shared/messaging.ts";
import type { Settings } from "../src/shared/settings.ts";

/** Settings that could not be read are asked for again, as a page without them shows little. */
const retryMs = 2_000;

/**
 * Keeps `onSettings` told of the settings, whichever page changes them, and answers with the function that changes them. A change is
 * shown at once; the background's answer is only waited for, since by then the person may be further on.
 */
export function linkSettings(
  onSettings: (settings: Settings) => void,
  onFailure: (thrown: unknown) => void,
): (change: Partial<Settings>) => void {
  let current: Settings | null = null;
  let underWay = 0;
  const take = (settings: Settings) => {
    current = settings;
    onSettings(settings);
  };
  const read = () => {
    if (underWay > 0) return;
    request("background", "getSettings").then(
      (settings) => underWay === 0 && take(settings),
      (thrown: unknown) => {
        onFailure(thrown);
        if (!current) setTimeout(read, retryMs);
      },
    );
  };
  browser.storage.local.onChanged.addListener(read);
  read();

  return (change) => {
    if (current) take({ ...current, ...change });
    underWay += 1;
    request("background", "updateSettings", change)
      .catch(onFailure)
      .finally(() => {
        underWay -= 1;
        read();
      });
  };
}
