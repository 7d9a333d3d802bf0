import { baseLanguage } from "./languages.ts";

/** A voice and, where it has several, which of its speakers. */
export interface VoiceChoice {
  voiceId: string;
  speakerId: number;
}

/** What is heard while a natural voice is still loading: the instant voice at once, or silence until it is ready. */
export type WhileLoading = "instant" | "wait";

/** Which voices are loaded before anyone asks: none, those chosen for a language, or the two that were used most. */
type Preload = "none" | "chosen" | "mostUsed";

/** Everything a person can set; kept in `storage.local` by the background. */
export interface Settings {
  /** The chosen voice per base language (`en`, `fr`); a language without an entry is read by the instant voice. */
  voices: Record<string, VoiceChoice>;
  /** Per base language, the voice to choose as soon as it is installed; until then the one in `voices` reads. */
  intended: Record<string, VoiceChoice>;
  /** The `voiceId`s that a person marked. */
  favourites: string[];
  /** Playback rate, `minRate` to `maxRate`, 1 is the voice's own. */
  rate: number;
  /** 0 (silent) to 1. */
  volume: number;
  whileLoading: WhileLoading;
  preload: Preload;
  /** Memory that open voices may take together. */
  sessionBudgetBytes: number;
  /** Closes a voice that was not used for so long; 0 keeps it until its memory is needed. */
  closeIdleAfterMinutes: number;
  /** Disk that kept sound may take. */
  clipLimitBytes: number;
  /** Whether kept sound outlives the browser session. */
  keepClips: "always" | "session";
  /** Whether the caches write what they do to the console; never any text. */
  logging: boolean;
  /** True once the person has been welcomed. */
  welcomed: boolean;
}

/** The key in `storage.local` under which the background keeps the settings. */
export const settingsKey = "settings";

/** The `voiceId` of the packaged eSpeak NG voice, which speaks every language it knows without a download. */
export const instantVoiceId = "instant";

/** No voice has nearly as many speakers. */
const maxSpeakerId = 100_000;

export const minRate = 0.5;
export const maxRate = 3;

/** What applies until a person sets something else. The session budget fits two medium voices. */
export const defaultSettings: Settings = {
  voices: {},
  intended: {},
  favourites: [],
  rate: 1,
  volume: 1,
  whileLoading: "instant",
  preload: "none",
  sessionBudgetBytes: 500e6,
  closeIdleAfterMinutes: 0,
  clipLimitBytes: 200e6,
  keepClips: "always",
  logging: false,
  welcomed: false,
};

/** The voice that a person chose for a language (BCP 47), or the instant voice. */
export function chosenVoice(language: string, { voices }: Pick<Settings, "voices">): VoiceChoice {
  return voices[baseLanguage(language)] ?? { voiceId: instantVoiceId, speakerId: 0 };
}

/** Whether two choices are the same speaker of the same voice. */
export function isSameVoice(a: VoiceChoice, b: VoiceChoice): boolean {
  return a.voiceId === b.voiceId && a.speakerId === b.speakerId;
}

/** The settings that `stored` holds, with the default wherever a value is missing or damaged. */
export function parseSettings(stored: unknown): Settings {
  const raw = isRecord(stored) ? stored : {};
  return {
    voices: parseVoices(raw.voices),
    intended: parseVoices(raw.intended),
    favourites: Array.isArray(raw.favourites) ? raw.favourites.filter((voiceId) => typeof voiceId === "string") : [],
    rate: numberBetween(raw.rate, minRate, maxRate, defaultSettings.rate),
    volume: numberBetween(raw.volume, 0, 1, defaultSettings.volume),
    whileLoading: oneOf(raw.whileLoading, ["instant", "wait"]),
    preload: oneOf(raw.preload, ["none", "chosen", "mostUsed"]),
    sessionBudgetBytes: numberBetween(raw.sessionBudgetBytes, 100e6, 16e9, defaultSettings.sessionBudgetBytes),
    closeIdleAfterMinutes: numberBetween(raw.closeIdleAfterMinutes, 0, 24 * 60, defaultSettings.closeIdleAfterMinutes),
    clipLimitBytes: numberBetween(raw.clipLimitBytes, 0, 10e9, defaultSettings.clipLimitBytes),
    keepClips: oneOf(raw.keepClips, ["always", "session"]),
    logging: raw.logging === true,
    welcomed: raw.welcomed === true,
  };
}

/** The settings of a person who no longer has these voices: languages that one of them read are read by the instant voice. */
export function withoutVoices(settings: Settings, voiceIds: readonly string[]): Settings {
  const gone = new Set(voiceIds);
  const withoutThose = (choices: Settings["voices"]): Settings["voices"] => Object.fromEntries(Object.entries(choices).filter(([, { voiceId }]) => !gone.has(voiceId)));
  return {
    ...settings,
    voices: withoutThose(settings.voices),
    intended: withoutThose(settings.intended),
    favourites: settings.favourites.filter((voiceId) => !gone.has(voiceId)),
  };
}

/** `value` if it is one of `allowed`, else the first of them, which is the default. */
function oneOf<T extends string>(value: unknown, allowed: readonly [T, ...T[]]): T {
  return allowed.find((candidate) => candidate === value) ?? allowed[0];
}

function parseVoices(raw: unknown): Settings["voices"] {
  if (!isRecord(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([language, choice]) =>
      isRecord(choice) && typeof choice.voiceId === "string"
        ? [[language, { voiceId: choice.voiceId, speakerId: speakerIn(choice.speakerId) }]]
        : [],
    ),
  );
}

/** A speaker's number, or the first speaker where `value` cannot be one. */
function speakerIn(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxSpeakerId ? value : 0;
}

function numberBetween(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
