/** A voice and, where it has several, which of its speakers. */
export interface VoiceChoice {
  voiceId: string;
  speakerId: number;
}

/** What is heard while a natural voice is still loading: the instant voice at once, or silence until it is ready. */
export type WhileLoading = "instant" | "wait";

/** Everything a person can set; kept in `storage.local` by the background. */
export interface Settings {
  /** The chosen voice per base language (`en`, `fr`); a language without an entry is read by the instant voice. */
  voices: Record<string, VoiceChoice>;
  /** Playback rate, `minRate` to `maxRate`, 1 is the voice's own. */
  rate: number;
  /** 0 (silent) to 1. */
  volume: number;
  whileLoading: WhileLoading;
}

/** The `voiceId` of the packaged eSpeak NG voice, which speaks every language it knows without a download. */
export const instantVoiceId = "instant";

export const minRate = 0.5;
export const maxRate = 3;

export const defaultSettings: Settings = { voices: {}, rate: 1, volume: 1, whileLoading: "instant" };

/** The settings that `stored` holds, with the default wherever a value is missing or damaged. */
export function parseSettings(stored: unknown): Settings {
  const raw = isRecord(stored) ? stored : {};
  return {
    voices: parseVoices(raw.voices),
    rate: numberBetween(raw.rate, minRate, maxRate, defaultSettings.rate),
    volume: numberBetween(raw.volume, 0, 1, defaultSettings.volume),
    whileLoading: raw.whileLoading === "wait" ? "wait" : "instant",
  };
}

function parseVoices(raw: unknown): Settings["voices"] {
  if (!isRecord(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([language, choice]) =>
      isRecord(choice) && typeof choice.voiceId === "string"
        ? [[language, { voiceId: choice.voiceId, speakerId: numberBetween(choice.speakerId, 0, 100_000, 0) }]]
        : [],
    ),
  );
}

function numberBetween(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
