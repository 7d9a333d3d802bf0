import { reportError } from "../src/shared/diagnostic-log.ts";
import { request } from "../src/shared/messaging.ts";
import { defaultSettings, type Settings } from "../src/shared/settings.ts";
import { orUndefined } from "../src/shared/with-timeout.ts";

/** How long the first utterance waits for the settings. */
const timeoutMs = 1_000;

/** The background owns the settings. It is awake, because it created this document. Resolves to undefined if it cannot read them either. */
async function loadSettings(): Promise<Settings | undefined> {
  const ask = (): Promise<Settings> => request("background", "getSettings");
  return ask()
    .catch(ask)
    .catch((thrown: unknown) => {
      reportError("settings", thrown);
      return undefined;
    });
}

/** Loads the settings, or resolves to undefined if that takes longer than a second. */
export function loadSettingsSoon(): Promise<Settings | undefined> {
  return orUndefined(loadSettings(), timeoutMs);
}

/** The settings that this document uses. */
export interface FollowedSettings {
  /** Applies settings that the user has changed. */
  configure(changed: Settings): Promise<void>;
  /** Asks for the settings again, if they could not be read so far. */
  findIfUnknown(): Promise<void>;
}

/** Uses `first`, or the default settings while they cannot be read. `apply` is called for each change. */
export function followSettings(
  first: Settings | undefined,
  apply: (changed: Settings, before: Settings) => Promise<void>,
): FollowedSettings {
  let current = first ?? defaultSettings;
  let areKnown = first !== undefined;
  const configure = async (changed: Settings): Promise<void> => {
    const before = current;
    current = changed;
    areKnown = true;
    await apply(changed, before);
  };
  return {
    configure,
    async findIfUnknown() {
      if (areKnown) return;
      const found = await loadSettings();
      if (found && !areKnown) await configure(found);
    },
  };
}
