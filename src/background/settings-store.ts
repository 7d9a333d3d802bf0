import browser from "webextension-polyfill";
import { UserFacingError } from "../shared/errors.ts";
import { withChange } from "../shared/intended-voices.ts";
import { defaultSettings, parseSettings, settingsKey, withoutVoices, type Settings } from "../shared/settings.ts";

/** The stored settings, with defaults for missing values. Rejects with `settingsUnreadable`. */
export async function loadSettings(): Promise<Settings> {
  try {
    return parseSettings((await browser.storage.local.get(settingsKey))[settingsKey]);
  } catch (thrown) {
    throw new UserFacingError("settingsUnreadable", String(thrown), { cause: thrown });
  }
}

/** The settings for reading aloud. If they cannot be read, it resolves to the defaults and sets `failure`. */
export async function settingsForReading(): Promise<{ settings: Settings; failure: UserFacingError | null }> {
  return loadSettings().then(
    (settings) => ({ settings, failure: null }),
    (failure: UserFacingError) => ({ settings: defaultSettings, failure }),
  );
}

let saving: Promise<unknown> = Promise.resolve();

/** Saves a change by the user. Resolves to the complete settings. */
export function changeSettings(change: Partial<Settings>): Promise<Settings> {
  return editSettings((settings) => withChange(settings, change));
}

/** Removes voices from the chosen and favourite ones. Resolves to the complete settings. */
export function forgetVoices(voiceIds: readonly string[]): Promise<Settings> {
  return editSettings((settings) => withoutVoices(settings, voiceIds));
}

/**
 * Saves what `edit` returns, unless that is the same object. Edits run one after another, so that none overwrites another. Nothing is saved
 * if the settings cannot be read.
 */
export function editSettings(edit: (settings: Settings) => Settings): Promise<Settings> {
  const saved = saving.then(async () => {
    const before = await loadSettings();
    const edited = edit(before);
    if (edited === before) return before;
    const settings = parseSettings(edited);
    await browser.storage.local.set({ [settingsKey]: settings });
    return settings;
  });
  saving = saved.catch(() => undefined);
  return saved;
}

/** Deletes everything that was stored. Resolves to the settings that apply then. */
export function forgetSettings(): Promise<Settings> {
  const forgotten = saving.then(async () => {
    await Promise.all([browser.storage.local.clear(), browser.storage.session.clear()]);
    return loadSettings();
  });
  saving = forgotten.catch(() => undefined);
  return forgotten;
}
