import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import { espeakVoiceFor } from "../../src/shared/espeak-languages.ts";
import type { Voice } from "../../src/shared/protocol.ts";
import { parseVoiceConfig, type VoiceParameters } from "../vocabulary.ts";
import { foreignPhoneme } from "./foreign-phoneme.ts";

/** What the user's own `.onnx.json` says about the voice. */
export interface ImportConfig extends Pick<Voice, "language" | "quality" | "speakers"> {
  parameters: VoiceParameters;
}

/** Many times the number of speakers of Piper's largest voice. */
const maxSpeakers = 10_000;
const qualities = ["x_low", "low", "medium", "high"] as const;

/** Reads and checks a `.onnx.json`. Throws the `import…` error that says what the user can do about it. */
export function readImportConfig(json: string): ImportConfig {
  const parameters = parse(json);
  // It is an object; otherwise `parse` would have thrown.
  const config = JSON.parse(json) as Record<string, unknown>;
  const { sampleRate, speakerCount, lengthScale } = parameters;

  if (config.phoneme_type !== undefined && config.phoneme_type !== "espeak")
    refuse("importPhonemesUnknown", `phoneme_type is ${JSON.stringify(config.phoneme_type)}`);
  const foreign = foreignPhoneme(asRecord(config.phoneme_id_map, "phoneme_id_map"));
  if (foreign !== undefined) refuse("importPhonemesUnknown", `the id of "${foreign}" is not Piper's`);
  const espeakVoice = espeakVoiceFor(parameters.espeakVoice);
  if (!espeakVoice) refuse("importLanguageUnknown", `espeak has no voice ${parameters.espeakVoice}`);
  if (!(Number.isInteger(sampleRate) && sampleRate >= 8_000 && sampleRate <= 48_000))
    refuse("importSampleRateUnknown", `the sample rate is ${sampleRate}`);
  if (!(lengthScale > 0)) refuse("importConfigDamaged", `inference.length_scale is ${lengthScale}`);
  if (!(Number.isInteger(speakerCount) && speakerCount >= 1 && speakerCount <= maxSpeakers))
    refuse("importConfigDamaged", `num_speakers is ${speakerCount}`);

  return {
    parameters: { ...parameters, espeakVoice },
    language: languageOf(config.language) ?? tagOf(parameters.espeakVoice) ?? "und",
    quality: qualityOf(config.audio, sampleRate),
    speakers: speakerCount > 1 ? speakersOf(asRecord(config.speaker_id_map ?? {}, "speaker_id_map"), speakerCount) : [],
  };
}

function parse(json: string): VoiceParameters {
  try {
    return parseVoiceConfig(json);
  } catch (cause) {
    throw new UserFacingError("importConfigDamaged", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function speakersOf(map: Record<string, unknown>, speakerCount: number): Voice["speakers"] {
  const names = new Map(
    Object.entries(map).map(([name, speakerId]) => {
      const isSpeaker = typeof speakerId === "number" && Number.isInteger(speakerId) && speakerId >= 0 && speakerId < speakerCount;
      if (!isSpeaker) refuse("importConfigDamaged", `speaker_id_map has the speaker ${JSON.stringify(speakerId)} of ${speakerCount}`);
      return [speakerId, name];
    }),
  );
  return Array.from({ length: speakerCount }, (_, speakerId) => ({ speakerId, name: names.get(speakerId) ?? String(speakerId) }));
}

function languageOf(language: unknown): string | undefined {
  const code = typeof language === "object" && language !== null && "code" in language ? language.code : undefined;
  return typeof code === "string" ? tagOf(code) : undefined;
}

/** `code` as a BCP 47 tag, or undefined if it is invalid. */
function tagOf(code: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(code.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

function qualityOf(audio: unknown, sampleRate: number): Voice["quality"] {
  const stated = typeof audio === "object" && audio !== null && "quality" in audio ? audio.quality : undefined;
  return qualities.find((quality) => quality === stated) ?? (sampleRate <= 16_000 ? "low" : "medium");
}

function asRecord(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse("importConfigDamaged", `${name} is missing`);
  return value as Record<string, unknown>;
}

function refuse(code: ErrorCode, detail: string): never {
  throw new UserFacingError(code, detail);
}
