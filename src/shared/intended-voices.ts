import { withoutVoices, type Settings, type VoiceChoice } from "./settings.ts";

/** `settings` after a user's `change`. If the user chooses another voice for a language, the intended voice for it is dropped. */
export function withChange(settings: Settings, change: Partial<Settings>): Settings {
  const changed = { ...settings, ...change };
  const { voices } = change;
  if (!voices) return changed;
  const isChosenAnew = (language: string) =>
    voices[language] !== undefined && voices[language].voiceId !== settings.voices[language]?.voiceId;
  return { ...changed, intended: keep(changed.intended, ([language]) => !isChosenAnew(language)) };
}

/** `settings` in which every intended voice that is now installed is chosen. The same object if there is none. */
export function withInstalled(settings: Settings, installed: readonly string[]): Settings {
  const isInstalled = ([, { voiceId }]: [string, VoiceChoice]) => installed.includes(voiceId);
  const come = keep(settings.intended, isInstalled);
  if (Object.keys(come).length === 0) return settings;
  return { ...settings, voices: { ...settings.voices, ...come }, intended: keep(settings.intended, (entry) => !isInstalled(entry)) };
}

/** The settings to change so that a voice is neither chosen nor intended. */
export function withoutVoice(settings: Settings, voiceId: string): Pick<Settings, "voices" | "intended"> {
  const { voices, intended } = withoutVoices(settings, [voiceId]);
  return { voices, intended };
}

function keep(choices: Settings["voices"], isKept: (entry: [string, VoiceChoice]) => boolean): Settings["voices"] {
  return Object.fromEntries(Object.entries(choices).filter(isKept));
}
