/** @file Runs in a page of the packed extension: the engine as the extension uses it, without playback. */
import { openVoice, type Voice } from "../../engine/index.ts";
import { packagedAssets } from "../../engine/phonemes/packaged-assets.ts";
import { createPhonemizer } from "../../engine/phonemes/phonemizer.ts";
import { openVoiceStore } from "../../offscreen/voice/store.ts";

/** The cost of one text. Times are in milliseconds from the call of `speak`. */
export interface SentenceCost {
  firstChunkMs: number;
  wholeMs: number;
  durationSeconds: number;
  memoryBytes: number;
  /** When each chunk arrived, and how many seconds of sound it contained. */
  chunks: { atMs: number; durationSeconds: number }[];
}

let voice: Voice | undefined;
let phonemizer: ReturnType<typeof createPhonemizer> | undefined;

const benchEngine = {
  /** Opens an installed voice and returns the duration in milliseconds. */
  async open(voiceId: string, threads: number): Promise<number> {
    const started = performance.now();
    const { voice: installed, model } = await openVoiceStore().read(voiceId);
    const { sha256, parameters } = installed;
    voice = await openVoice({ model, config: parameters }, { assetsUrl: chrome.runtime.getURL("engine/"), sha256, streams: true, threads });
    return performance.now() - started;
  },
  async synthesise(text: string): Promise<SentenceCost> {
    if (!voice) throw new Error("no voice is open");
    const started = performance.now();
    const chunks: SentenceCost["chunks"] = [];
    for await (const { samples, sampleRate } of voice.speak(text)) {
      chunks.push({ atMs: performance.now() - started, durationSeconds: samples.length / sampleRate });
    }
    return {
      firstChunkMs: chunks[0]?.atMs ?? Number.NaN,
      wholeMs: performance.now() - started,
      durationSeconds: chunks.reduce((sum, chunk) => sum + chunk.durationSeconds, 0),
      memoryBytes: voice.memoryBytes(),
      chunks,
    };
  },
  /** Phonemizes a text and returns the duration in milliseconds. The first call also starts the phonemizer, which is not counted. */
  async phonemise(text: string): Promise<number> {
    phonemizer ??= createPhonemizer(packagedAssets(chrome.runtime.getURL("engine/espeak/")), "en-us");
    const { phonemeIds } = await phonemizer;
    const started = performance.now();
    await phonemeIds(text);
    return performance.now() - started;
  },
  close(): void {
    voice?.close();
    voice = undefined;
  },
};

/** The functions that the bench calls in this page. */
export type OurEngine = typeof benchEngine;

declare global {
  var benchEngine: OurEngine;
}

Object.assign(globalThis, { benchEngine });
