import { makeToneVoice, type ToneVoiceOptions } from "../../../engine/tests/voices/tone-voice.ts";
import type { HostedVoice } from "../../../tools/extension/pack-extension.ts";

/** A catalogue voice that the library knows by name, served as a tone voice, and what it is given to say: a sentence each. */
export interface ReferenceVoice {
  tones: ToneVoiceOptions;
  /** Of the voice's config; the library cannot be told another. */
  lengthScale: number;
  /** BCP 47. */
  language: string;
  sentences: readonly string[];
}

/** Both sample rates, one speaker and several, a voice that is slower than usual, and five scripts. */
export const referenceVoices: Readonly<Record<string, ReferenceVoice>> = {
  "en_US-amy-low": {
    tones: { voiceTag: 1, sampleRate: 16_000 },
    lengthScale: 1,
    language: "en",
    sentences: ["The tide comes in without knocking.", "On 3 March at 10:45 p.m. it cost $1,234.56, i.e. 3.5% more!", "Wait… what, “no”?"],
  },
  "fr_FR-upmc-medium": {
    tones: { voiceTag: 2, speakers: 2, espeakVoice: "fr", languageCode: "fr_FR" },
    lengthScale: 1,
    language: "fr",
    sentences: [
      "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
      "Qu’est-ce que c’est, l’œuf du 1er janvier à 14h30 ?",
    ],
  },
  "de_DE-thorsten-medium": {
    tones: { voiceTag: 3, espeakVoice: "de", languageCode: "de_DE" },
    lengthScale: 1.25,
    language: "de",
    sentences: ["Alle Menschen sind frei und gleich an Würde und Rechten geboren.", "Der Computer kostet 1.234,56 Euro; warum?"],
  },
  "ru_RU-irina-medium": {
    tones: { voiceTag: 4, espeakVoice: "ru", languageCode: "ru_RU" },
    lengthScale: 1,
    language: "ru",
    sentences: ["Все люди рождаются свободными, а iPhone сделан в New York."],
  },
  "ar_JO-kareem-low": {
    tones: { voiceTag: 5, sampleRate: 16_000, espeakVoice: "ar", languageCode: "ar_JO" },
    lengthScale: 1,
    language: "ar",
    sentences: ["يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق."],
  },
  "zh_CN-huayan-medium": {
    tones: { voiceTag: 6, espeakVoice: "cmn", languageCode: "zh_CN" },
    lengthScale: 1,
    language: "zh",
    sentences: ["人人生而自由，在尊严和权利上一律平等。", "价格是1234元，涨了20%！"],
  },
};

/** The same voices as a host serves them; nothing in their sound is left to chance. */
export function hostedReferenceVoices(): HostedVoice[] {
  return Object.entries(referenceVoices).map(([voiceId, { tones, lengthScale }]) => {
    const { model, config } = makeToneVoice(tones);
    const inference = { noise_scale: 0, length_scale: lengthScale, noise_w: 0 };
    return { voiceId, model, config: { ...config, inference }, speakers: tones.speakers ?? 1 };
  });
}
