/**
 * @file The engine's one entry: from a voice's files and a text to sound, on this device, in a worker of its own. See README.md.
 */
import { openInWorker, type Voice, type VoiceEvents } from "./client.ts";
import { EngineError } from "./engine-error.ts";
import { absolute } from "./absolute.ts";
import { parseVoiceConfig, type VoiceParameters } from "./voice-config.ts";

export type { SpeakOptions, Voice, VoiceEvents } from "./client.ts";
export { EngineError, type EngineErrorCode } from "./engine-error.ts";
export { hexOf } from "./hex.ts";
export { joinPcm, joinSamples, type Chunk, type Pcm, type WordTiming } from "./pcm.ts";
export type { ModelVerdict } from "./model-verdict.ts";
export { verifyVoice, type VerifyOptions } from "./verify-voice.ts";
export type { GivenPhonemes, PhonemeRange } from "./given-phonemes.ts";
export { piperSymbolIds } from "./phonemes/piper-symbols.ts";
export { parseVoiceConfig, type VoiceParameters } from "./voice-config.ts";

/** The two files of a Piper voice: the `.onnx`, and the `.onnx.json` or what `parseVoiceConfig` gave for it. */
export interface VoiceFiles {
  model: Blob;
  config: Blob | VoiceParameters;
}

/** How a voice is opened. */
export interface OpenOptions extends VoiceEvents {
  /** Where the engine's built files are, ending in a slash, relative to the page or absolute; of the same origin as the page. */
  assetsUrl: string;
  /** Ends the opening early. */
  signal?: AbortSignal;
}

/** How a Piper voice is opened. */
export interface PiperOptions extends OpenOptions {
  /** True for a voice for which `verifyVoice` gave `streams`: its first sound comes at once. Else each text is spoken as a whole. */
  streams?: boolean;
  /** The SHA-256 that the model must have, hexadecimal. */
  sha256?: string;
  /** How many threads compute; 1 where it is not given, and in a page that is not cross-origin isolated. Beyond 4 they did not make it faster. Use 1 in Firefox: with more, opening hung once in some ten times. */
  threads?: number;
}

/** Opens a Piper voice. Rejects with an `EngineError`, or with the reason of `signal`. */
export async function openVoice({ model, config }: VoiceFiles, options: PiperOptions): Promise<Voice> {
  const { assetsUrl, signal, streams = false, sha256 } = options;
  const parameters = config instanceof Blob ? parseVoiceConfig(await read(config)) : config;
  const threads = crossOriginIsolated ? (options.threads ?? 1) : 1;
  return openInWorker({ kind: "piper", model, sha256, parameters, streams, threads }, absolute(assetsUrl), options, signal);
}

/** Opens the instant voice, eSpeak NG's own, which needs no files; `espeakVoice` is the name of one of its voices, such as `en-us`. Rejects as `openVoice` does. */
export function openInstantVoice(espeakVoice: string, options: OpenOptions): Promise<Voice> {
  return openInWorker({ kind: "instant", espeakVoice }, absolute(options.assetsUrl), options, options.signal);
}

async function read(config: Blob): Promise<string> {
  try {
    return await config.text();
  } catch (cause) {
    throw new EngineError("voiceFailed", `the config cannot be read: ${String(cause)}`, { cause });
  }
}
