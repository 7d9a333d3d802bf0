import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createPhonemizer } from "../../../engine/phonemes/phonemizer.ts";
import { splitSentences } from "../../../offscreen/text/split-sentences.ts";
import { spokenText } from "../../../offscreen/text/spoken/spoken-text.ts";
import { toneVoices, type ToneVoiceId } from "../../../tools/extension/pack-tone-voices.ts";

/** The phoneme ids that a tone voice must be heard to speak for `text`, sentence after sentence. */
export async function expectedIds(text: string, language: string, voiceId: ToneVoiceId): Promise<number[]> {
  const espeak = resolve("dist/chromium/engine/espeak");
  const assets = { read: async (path: string) => new Uint8Array(await readFile(join(espeak, path))) };
  const voice = toneVoices[voiceId];
  const espeakVoice = "espeakVoice" in voice ? voice.espeakVoice : "en-us";
  const phonemizer = await createPhonemizer(assets, espeakVoice);
  const ids: number[] = [];
  for (const sentence of splitSentences(text, language)) {
    ids.push(...(await phonemizer.phonemeIds(spokenText(sentence.text, espeakVoice).text)));
  }
  return ids;
}
