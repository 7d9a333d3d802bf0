import type { EngineSentence } from "../../tools/extension/record-engines.ts";

/** Sentences one after the other as 16-bit samples; throws when there is no sound, or not all of one rate. */
export function spokenSound(sentences: readonly EngineSentence[]): { samples: Int16Array; sampleRate: number } {
  const heard = sentences.filter(({ samples }) => samples.length > 0);
  const [first] = heard;
  if (!first) throw new Error("nothing was spoken");
  const { sampleRate } = first;
  if (heard.some((sentence) => sentence.sampleRate !== sampleRate)) throw new Error("the voices that spoke have different sample rates");
  const samples = heard.flatMap((sentence) => sentence.samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))));
  return { samples: Int16Array.from(samples), sampleRate };
}
