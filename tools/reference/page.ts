/** @file Runs in a plain page, bundled with the library by `serve-library.ts`: the library as any web page would use it. */
import { TtsSession } from "@mintplex-labs/piper-tts-web";

/** What the page offers to the test as `globalThis.library`. */
export interface Library {
  /** The WAV file that the library makes of `text`, as bytes; rejects when it makes none. */
  wavOf(voiceId: string, text: string): Promise<number[]>;
}

const wasmPaths = { onnxWasm: "/onnxruntime/", piperData: "/piper/piper_phonemize.data", piperWasm: "/piper/piper_phonemize.wasm" };
/** A text that its phonemizer refuses leaves `predict` pending for ever. */
const timeoutMs = 60_000;
const sessions = new Map<string, Promise<TtsSession>>();

function open(voiceId: string): Promise<TtsSession> {
  // There is one session at a time: unless it is forgotten, a second voice is the first one under another name.
  TtsSession._instance = null;
  return TtsSession.create({ voiceId, wasmPaths });
}

const library: Library = {
  async wavOf(voiceId, text) {
    const opening = sessions.get(voiceId) ?? open(voiceId);
    sessions.set(voiceId, opening);
    const session = await opening;
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error(`the library never answered for ${voiceId}`)), timeoutMs),
    );
    const wav = await Promise.race([session.predict(text), late]);
    return [...new Uint8Array(await wav.arrayBuffer())];
  },
};
Object.assign(globalThis, { library });
