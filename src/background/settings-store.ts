import browser from "webextension-polyfill";
import { parseSettings, settingsKey, type Settings } from "../shared/settings.ts";

/** The settings as they are on disk, with defaults where there are none. */
export async function loadSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(settingsKey);
  return parseSettings(stored[settingsKey]);
}

let saving: Promise<unknown> = Promise.resolve();

/** Saves a change and answers with the whole; changes are made one after another, so that none undoes another. */
export function changeSettings(change: Partial<Settings>): Promise<Settings> {
  const saved = saving.then(async () => {
    const settings = parseSettings({ ...(await loadSettings()), ...change });
    await browser.storage.local.set({ [settingsKey]: settings });
    return settings;
  });
  saving = saved.catch(() => undefined);
  return saved;
}

/** Forgets everything that was ever stored, and answers with the settings that apply then. */
export function forgetSettings(): Promise<Settings> {
  const forgotten = saving.then(async () => {
    await Promise.all([browser.storage.local.clear(), browser.storage.session.clear()]);
    return loadSettings();
  });
  saving = forgotten.catch(() => undefined);
  return forgotten;
}
