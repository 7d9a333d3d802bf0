/** @file Runs in a page of its own, isolated or not: the library as it is, with its wasm files packaged. */
import { TtsSession } from "@mintplex-labs/piper-tts-web";
// The library's own loader of its phonemizer, which it does not export.
import { createPiperPhonemize } from "../../node_modules/@mintplex-labs/piper-tts-web/dist/piper-o91UDS6e.js";

/** Every wasm heap that the library makes, to tell how large they grew. */
const memories: WebAssembly.Memory[] = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

let session: TtsSession | undefined;

const benchLibrary = {
  /** Opens a voice and returns how long that took; it is downloaded before, so that only loading is measured. */
  async open(voiceId: string): Promise<number> {
    const started = performance.now();
    session = await TtsSession.create({
      // The library's type lists its own voices; the bench serves its voice under one of their names.
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
      // 16-bit mono at 22,050 Hz behind a header of 44 bytes.
      durationSeconds: (wav.size - 44) / 2 / 22_050,
      memoryBytes: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    };
  },
  /** Phoneme ids as `predict` gets them: with a phonemizer that is fetched and started for this text. */
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

export type Library = typeof benchLibrary;

declare global {
  var benchLibrary: Library;
}

Object.assign(globalThis, { benchLibrary });
