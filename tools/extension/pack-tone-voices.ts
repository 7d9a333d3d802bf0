import { makeToneVoice, type ToneVoiceOptions } from "../../engine/tests/voices/tone-voice.ts";
import { packExtension, type HostedVoice, type PackedExtension } from "./pack-extension.ts";

/** The tone voices that tests install; each has a `voiceTag` of its own, by which a recording tells them apart. */
export const toneVoices = {
  "en_US-alpha-medium": { voiceTag: 1 },
  "en_GB-beta-low": { voiceTag: 2, sampleRate: 16_000, espeakVoice: "en-gb-x-rp", languageCode: "en_GB" },
  "fr_FR-gamma-medium": { voiceTag: 3, espeakVoice: "fr", languageCode: "fr_FR", speakers: 2 },
} as const satisfies Record<string, ToneVoiceOptions>;

export type ToneVoiceId = keyof typeof toneVoices;

/** A tone voice as a host serves it. */
export function hostedToneVoice(voiceId: string, options: ToneVoiceOptions): HostedVoice {
  return { voiceId, ...makeToneVoice(options), speakers: options.speakers ?? 1 };
}

/** Packs the built extension with the tone voices. */
export function packToneVoices(): Promise<PackedExtension> {
  return packExtension(Object.entries(toneVoices).map(([voiceId, options]) => hostedToneVoice(voiceId, options)));
}
