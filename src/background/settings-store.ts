import browser from "webextension-polyfill";
import { UserFacingError } from "../shared/errors.ts";
import { withChange } from "../shared/intended-voices.ts";
import { defaultSettings, parseSettings, settingsKey, withoutVoices, type Settings } from "../shared/settings.ts";

/** The settings as they are on disk, with defaults where there are none. Rejects with `settingsUnreadable`. */
export async function loadSettings(): Promise<Settings> {
  try {
    return parseSettings((await browser.storage.local.get(settingsKey))[settingsKey]);
  } catch (thrown) {
    throw new UserFacingError("settingsUnreadable", String(thrown), { cause: thrown });
  }
}

/** The settings to read aloud with, which goes on with the defaults where they cannot be read; `failure` says so. */
export async function settingsForReading(): Promise<{ settings: Settings; failure: UserFacingError | null }> {
  return loadSettings().then(
    (settings) => ({ settings, failure: null }),
    (failure: UserFacingError) => ({ settings: defaultSettings, failure }),
  );
}

let saving: Promise<unknown> = Promise.resolve();

/** Saves a person's change and answers with the whole. */
export function changeSettings(change: Partial<Settings>): Promise<Settings> {
  return editSettings((settings) => withChange(settings, change));
}

/** Saves that these voices are chosen and marked no longer, and answers with the whole. */
export function forgetVoices(voiceIds: readonly string[]): Promise<Settings> {
  return editSettings((settings) => withoutVoices(settings, voiceIds));
}

/**
 * Saves what `edit` makes of the settings, unless it is the same object; edits are made one after another, so that none undoes another, and
 * nothing is saved where the settings cannot be read.
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

/** Forgets everything that was ever stored, and answers with the settings that apply then. */
export function forgetSettings(): Promise<Settings> {
  const forgotten = saving.then(async () => {
    await Promise.all([browser.storage.local.clear(), browser.storage.session.clear()]);
    return loadSettings();
  });
  saving = forgotten.catch(() => undefined);
  return forgotten;
}
