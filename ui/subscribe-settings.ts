import browser from "webextension-polyfill";
import { withChange } from "../src/shared/intended-voices.ts";
import { request } from "../src/shared/messaging.ts";
import { parseSettings, settingsKey, type Settings } from "../src/shared/settings.ts";

/** If the settings could not be read, they are requested again after this long, because the page shows little without them. */
const retryMs = 2_000;

/**
 * Calls `onSettings` with the settings whenever any page changes them, and returns a function that changes them. A change is shown at once,
 * before it is saved. If it cannot be saved, it is undone.
 */
export function subscribeSettings(
  onSettings: (settings: Settings) => void,
  onFailure: (thrown: unknown) => void,
): (change: Partial<Settings>) => void {
  let saved: Settings | null = null;
  let unsaved: Partial<Settings>[] = [];
  const show = () => {
    if (saved) onSettings(unsaved.reduce(withChange, saved));
  };
  const setSaved = (settings: Settings) => {
    saved = settings;
    show();
  };
  browser.storage.local.onChanged.addListener((changes) => {
    const changed = changes[settingsKey];
    if (changed) setSaved(parseSettings(changed.newValue));
  });
  const load = () => {
    request("background", "getSettings").then(
      // Settings from an event in the meantime are newer than this answer.
      (settings) => !saved && setSaved(settings),
      (thrown: unknown) => {
        onFailure(thrown);
        setTimeout(() => !saved && load(), retryMs);
      },
    );
  };
  load();

  return (change) => {
    unsaved.push(change);
    show();
    const end = (outcome: () => void) => {
      unsaved = unsaved.filter((each) => each !== change);
      outcome();
    };
    request("background", "updateSettings", change).then(
      // The event may arrive a moment after the answer.
      () => end(() => saved && setSaved(parseSettings(withChange(saved, change)))),
      (thrown: unknown) =>
        end(() => {
          show();
          onFailure(thrown);
        }),
    );
  };
}
