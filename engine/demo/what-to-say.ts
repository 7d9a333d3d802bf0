import { EngineError, type EngineErrorCode, type ModelVerdict } from "../index.ts";
import { NoSoundDevice } from "./player.ts";

/** What a person is told, and what else a developer wants to know. */
export interface Telling {
  readonly words: string;
  readonly detail?: string;
}

const errors: Readonly<Record<EngineErrorCode, string>> = {
  modelChanged: "The model is not the one that was expected: its SHA-256 differs. Get the file again.",
  configInvalid: "The config is not one of a Piper voice. Choose the .onnx.json that belongs to the model.",
  voiceFailed: "The voice could not be loaded, or it stopped working. Choose it again, or choose another.",
  outOfMemory: "There is not enough memory for this voice. Close other tabs, or choose a smaller voice.",
  assetMissing: "A file of the engine is missing where the page looks for it. Build the engine's files again.",
};

const verdicts: Readonly<Record<ModelVerdict["kind"], string>> = {
  streams: "It streams: the first sound comes long before the last is made.",
  whole: "It speaks, but not in parts: each sentence is heard when all of it is made.",
  mute: "This model makes no sound.",
  notOnnx: "This file is not an ONNX model.",
  notPiper: "This is an ONNX model, but not one of a Piper voice.",
  unknown: "Whether it streams could not be verified, perhaps because there was not enough memory. It is spoken as a whole.",
};

/** Says what an error means for a person. */
export function sayError(thrown: unknown): Telling {
  if (thrown instanceof EngineError) return { words: errors[thrown.code], detail: `${thrown.code}: ${thrown.message}` };
  if (thrown instanceof NoSoundDevice)
    return { words: "The sound device did not start. Check that this machine can play sound, then press Speak again." };
  return { words: "Something went wrong in this page.", detail: String(thrown) };
}

/** Says what the verification of a model found. */
export function sayVerdict(verdict: ModelVerdict): Telling {
  return { words: verdicts[verdict.kind], ...("reason" in verdict && { detail: `${verdict.kind}: ${verdict.reason}` }) };
}

/** True for a model that speaks, or of which nothing else is known. */
export function canSpeak({ kind }: ModelVerdict): boolean {
  return kind === "streams" || kind === "whole" || kind === "unknown";
}
