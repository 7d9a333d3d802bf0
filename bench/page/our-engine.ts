/** @file Runs in a page of the packed extension: the engine as the product uses it, without playback. */
import { openSession, type Session } from "../../offscreen/synthesis/session.ts";
import { packagedEspeakAssets } from "../../offscreen/synthesis/worker/packaged-espeak-assets.ts";
import { createPhonemizer } from "../../offscreen/synthesis/worker/phonemizer.ts";
import { openVoiceStore } from "../../offscreen/voice/store.ts";

/** What one sentence cost; times in milliseconds since the text was handed over. */
export interface SentenceCost {
  firstPieceMs: number;
  wholeMs: number;
  durationSeconds: number;
  memoryBytes: number;
  /** When each piece arrived, and how many seconds of sound it held. */
  pieces: { atMs: number; durationSeconds: number }[];
}

let session: Session | undefined;
let phonemizer: ReturnType<typeof createPhonemizer> | undefined;

const benchEngine = {
  /** Opens an installed voice and returns how long that took. */
  async open(voiceId: string, threads: number): Promise<number> {
    const started = performance.now();
    const { voice, model } = await openVoiceStore().read(voiceId);
    const source = { kind: "piper", model, sha256: voice.sha256, parameters: voice.parameters, inPieces: true, threads } as const;
    session = await openSession(source, chrome.runtime.getURL(""), () => undefined, new AbortController().signal);
    return performance.now() - started;
  },
  async synthesise(text: string): Promise<SentenceCost> {
    if (!session) throw new Error("no voice is open");
    const started = performance.now();
    const pieces: SentenceCost["pieces"] = [];
    for await (const { samples, sampleRate } of session.synthesise(text, 0, new AbortController().signal)) {
      pieces.push({ atMs: performance.now() - started, durationSeconds: samples.length / sampleRate });
    }
    return {
      firstPieceMs: pieces[0]?.atMs ?? Number.NaN,
      wholeMs: performance.now() - started,
      durationSeconds: pieces.reduce((sum, piece) => sum + piece.durationSeconds, 0),
      memoryBytes: session.memoryBytes(),
      pieces,
    };
  },
  /** Phoneme ids with the phonemizer that a session keeps; the first call starts it. */
  async phonemise(text: string): Promise<number> {
    phonemizer ??= createPhonemizer(packagedEspeakAssets(chrome.runtime.getURL("espeak/")), "en-us");
    const { phonemeIds } = await phonemizer;
    const started = performance.now();
    await phonemeIds(text);
    return performance.now() - started;
  },
  close(): void {
    session?.close();
    session = undefined;
  },
};

export type OurEngine = typeof benchEngine;

declare global {
  var benchEngine: OurEngine;
}

Object.assign(globalThis, { benchEngine });
