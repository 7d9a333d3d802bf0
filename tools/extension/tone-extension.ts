import { makeToneVoice, type ToneVoiceOptions } from "../../engine/tests/voices/tone-voice.ts";
import { packExtension, type PackedExtension } from "./pack-extension.ts";

/** The tone voices that tests install; each has a `voiceTag` of its own, by which a recording tells them apart. */
export const toneVoices = {
  "en_US-alpha-medium": { voiceTag: 1 },
  "en_GB-beta-low": { voiceTag: 2, sampleRate: 16_000, espeakVoice: "en-gb-x-rp", languageCode: "en_GB" },
  "fr_FR-gamma-medium": { voiceTag: 3, espeakVoice: "fr", languageCode: "fr_FR", speakers: 2 },
} as const satisfies Record<string, ToneVoiceOptions>;

export type ToneVoiceId = keyof typeof toneVoices;

/** The extension packed with a catalogue of tone voices. */
export type ToneExtension = PackedExtension;

/** Packs the built extension with the tone voices. */
export function makeToneExtension(): Promise<ToneExtension> {
  return packExtension(
    Object.entries(toneVoices).map(([voiceId, options]: [string, ToneVoiceOptions]) => ({
      voiceId,
      ...makeToneVoice(options),
      speakers: options.speakers ?? 1,
    })),
  );
}
