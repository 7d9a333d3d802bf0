import browser from "webextension-polyfill";
import { withChange } from "../src/shared/intended-voices.ts";
import { request } from "../src/shared/messaging.ts";
import { parseSettings, settingsKey, type Settings } from "../src/shared/settings.ts";

/** Settings that could not be read are asked for again, as a page without them shows little. */
const retryMs = 2_000;

/**
 * Keeps `onSettings` told of the settings, whichever page changes them, and answers with the function that changes them. A change is
 * shown at once, on top of what is saved, until it is saved itself; one that is refused is taken back.
 */
export function subscribeSettings(
  onSettings: (settings: Settings) => void,
  onFailure: (thrown: unknown) => void,
): (change: Partial<Settings>) => void {
  let saved: Settings | null = null;
  let underWay: Partial<Settings>[] = [];
  const show = () => {
    if (saved) onSettings(underWay.reduce(withChange, saved));
  };
  const take = (settings: Settings) => {
    saved = settings;
    show();
  };
  browser.storage.local.onChanged.addListener((changes) => {
    const changed = changes[settingsKey];
    if (changed) take(parseSettings(changed.newValue));
  });
  const ask = () => {
    request("background", "getSettings").then(
      // What was heard meanwhile is newer than this answer.
      (settings) => !saved && take(settings),
      (thrown: unknown) => {
        onFailure(thrown);
        setTimeout(() => !saved && ask(), retryMs);
      },
    );
  };
  ask();

  return (change) => {
    underWay.push(change);
    show();
    const end = (outcome: () => void) => {
      underWay = underWay.filter((each) => each !== change);
      outcome();
    };
    request("background", "updateSettings", change).then(
      // The news of it may come a moment later than the answer.
      () => end(() => saved && take(parseSettings(withChange(saved, change)))),
      (thrown: unknown) => end(() => {
        show();
        onFailure(thrown);
      }),
    );
  };
}
