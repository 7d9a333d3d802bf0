import { Tensor } from "onnxruntime-web/wasm";

/** What a sentence is to sound like. */
export interface SpeechRequest {
  phonemeIds: readonly number[];
  /** Ignored by voices with one speaker. */
  speakerId: number;
  noiseScale: number;
  lengthScale: number;
  noiseW: number;
}

/** The inputs of a Piper model. */
export function makeFeeds({ phonemeIds, speakerId, noiseScale, lengthScale, noiseW }: SpeechRequest, inputNames: readonly string[]): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {
    input: new Tensor("int64", BigInt64Array.from(phonemeIds, BigInt), [1, phonemeIds.length]),
    input_lengths: new Tensor("int64", BigInt64Array.of(BigInt(phonemeIds.length)), [1]),
    scales: new Tensor("float32", Float32Array.of(noiseScale, lengthScale, noiseW), [3]),
  };
  if (inputNames.includes("sid")) feeds.sid = new Tensor("int64", BigInt64Array.of(BigInt(speakerId)), [1]);
  return feeds;
}
