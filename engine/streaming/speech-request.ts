import { Tensor } from "onnxruntime-web/wasm";

/** A text as phoneme ids, and the parameters of its sound. The scales are those of Piper's `inference` section. */
export interface SpeechRequest {
  phonemeIds: readonly number[];
  /** Ignored by voices with one speaker. */
  speakerId: number;
  noiseScale: number;
  lengthScale: number;
  noiseW: number;
}

/** Creates the input tensors of a Piper model that has the inputs `inputNames`. */
export function makeFeeds(
  { phonemeIds, speakerId, noiseScale, lengthScale, noiseW }: SpeechRequest,
  inputNames: readonly string[],
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {
    input: new Tensor("int64", BigInt64Array.from(phonemeIds, BigInt), [1, phonemeIds.length]),
    input_lengths: new Tensor("int64", BigInt64Array.of(BigInt(phonemeIds.length)), [1]),
    scales: new Tensor("float32", Float32Array.of(noiseScale, lengthScale, noiseW), [3]),
  };
  if (inputNames.includes("sid")) feeds.sid = new Tensor("int64", BigInt64Array.of(BigInt(speakerId)), [1]);
  return feeds;
}
