import { reportError } from "../src/shared/diagnostic-log.ts";
import { request } from "../src/shared/messaging.ts";
import { defaultSettings, type Settings } from "../src/shared/settings.ts";
import { orUndefined } from "../src/shared/with-timeout.ts";

/** How long the first utterance waits for the settings. */
const timeoutMs = 1_000;

/** The settings are the background's, which is awake: it made this document. Undefined where it cannot read them either. */
async function loadSettings(): Promise<Settings | undefined> {
  const ask = (): Promise<Settings> => request("background", "getSettings");
  return ask().catch(ask).catch((thrown: unknown) => {
    reportError("settings", thrown);
    return undefined;
  });
}

/** The settings, unless reading aloud would have to wait long for them. */
export function loadSettingsSoon(): Promise<Settings | undefined> {
  return orUndefined(loadSettings(), timeoutMs);
}

/** The settings as this document goes by them. */
export interface FollowedSettings {
  /** Takes over what a person has changed. */
  configure(changed: Settings): Promise<void>;
  /** Asks for the settings again, where they could not be read so far. */
  findIfUnknown(): Promise<void>;
}

/** Goes by `first`, or by the default settings while they cannot be read; `apply` hears of each change. */
export function followSettings(first: Settings | undefined, apply: (changed: Settings, before: Settings) => Promise<void>): FollowedSettings {
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
