/** @file Runs in a page of its own, cross-origin isolated or not: the unchanged library, with its wasm files on the page's own server. */
import { TtsSession } from "@mintplex-labs/piper-tts-web";
// The library's loader of its phonemizer. The library does not export it.
import { createPiperPhonemize } from "../../node_modules/@mintplex-labs/piper-tts-web/dist/piper-o91UDS6e.js";

/** All wasm heaps of the library, to measure their size. */
const memories: WebAssembly.Memory[] = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

let session: TtsSession | undefined;

const benchLibrary = {
  /** Opens a voice and returns the duration in milliseconds. If the voice was downloaded before, this is only the loading time. */
  async open(voiceId: string): Promise<number> {
    const started = performance.now();
    session = await TtsSession.create({
      // The library's type lists its own voices. The bench serves its voice under the name of one of them.
      voiceId: voiceId as Parameters<typeof TtsSession.create>[0]["voiceId"],
      wasmPaths: { onnxWasm: "/onnxruntime/", piperData: "/piper/piper_phonemize.data", piperWasm: "/piper/piper_phonemize.wasm" },
    });
    return performance.now() - started;
  },
  async predict(text: string): Promise<{ wholeMs: number; durationSeconds: number; memoryBytes: number }> {
    if (!session) throw new Error("no voice is open");
    const started = performance.now();
    const wav = await session.predict(text);
    const wholeMs = performance.now() - started;
    return {
      wholeMs,
      // A header of 44 bytes, then 16-bit mono at 22,050 Hz.
      durationSeconds: (wav.size - 44) / 2 / 22_050,
      memoryBytes: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    };
  },
  /** Phonemizes a text as `predict` does, with a phonemizer that is fetched and started for this text. Returns the duration in milliseconds. */
  async phonemise(text: string): Promise<number> {
    const started = performance.now();
    await new Promise<void>((resolve, reject) => {
      createPiperPhonemize({
        print: () => resolve(),
        printErr: (message) => reject(new Error(message)),
        locateFile: (name) => `/piper/piper_phonemize.${name.endsWith(".data") ? "data" : "wasm"}`,
      }).then((module) => {
        module.callMain(["-l", "en-us", "--input", JSON.stringify([{ text }]), "--espeak_data", "/espeak-ng-data"]);
      }, reject);
    });
    return performance.now() - started;
  },
};

/** The functions that the bench calls in this page. */
export type Library = typeof benchLibrary;

declare global {
  var benchLibrary: Library;
}

Object.assign(globalThis, { benchLibrary });
