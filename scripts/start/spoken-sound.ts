import type { EngineSentence } from "../../tools/extension/record-engines.ts";

/** Joins sentences to 16-bit samples. Throws if there is no sound, or if the sample rates differ. */
export function spokenSound(sentences: readonly EngineSentence[]): { samples: Int16Array; sampleRate: number } {
  const heard = sentences.filter(({ samples }) => samples.length > 0);
  const [first] = heard;
  if (!first) throw new Error("nothing was spoken");
  const { sampleRate } = first;
  if (heard.some((sentence) => sentence.sampleRate !== sampleRate)) throw new Error("the voices that spoke have different sample rates");
  const samples = heard.flatMap((sentence) =>
    sentence.samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))),
  );
  return { samples: Int16Array.from(samples), sampleRate };
}
