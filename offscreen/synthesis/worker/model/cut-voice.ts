import { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { ChunkPart } from "./chunk-part.ts";
import type { CutModel, PartFacts } from "./cut-model.ts";
import { decodeInChunks, type ChunkOptions } from "./decode-in-chunks.ts";
import type { Frames } from "./frames.ts";
import { FEW_NODES, MANY_NODES } from "./session-options.ts";
import { WEIGHTS_PATH } from "./weights-outside.ts";

/** What a sentence is to sound like. */
export interface SpeechRequest {
  phonemeIds: readonly number[];
  /** Ignored by voices with one speaker. */
  speakerId: number;
  noiseScale: number;
  lengthScale: number;
  noiseW: number;
}

/** A sentence that is ready to be decoded. */
export interface EncodedSpeech {
  /** Frames that each phoneme id lasts, whole numbers. */
  durations: Float32Array;
  frames: number;
  /** The sound in pieces; see `decodeInChunks`. May be asked for once. */
  decode(options: Omit<ChunkOptions, "frameSeconds">): AsyncGenerator<Float32Array>;
}

/** A model in parts, loaded in ONNX Runtime. */
export interface CutVoice {
  /** Runs the encoder; rejects with ONNX Runtime's error. */
  encode(request: SpeechRequest): Promise<EncodedSpeech>;
  close(): Promise<void>;
}

/** Loads the parts of `model`, the file that they were cut from; rejects with ONNX Runtime's error. `sampleRate` in hertz. */
export async function openCutVoice(model: Uint8Array<ArrayBuffer>, { encoder, flow, decoder, facts }: CutModel, sampleRate: number): Promise<CutVoice> {
  const weights = { externalData: [{ path: WEIGHTS_PATH, data: model }] };
  const encoderSession = await InferenceSession.create(encoder, { ...MANY_NODES, ...weights });
  const flowSession = await InferenceSession.create(flow, { ...FEW_NODES, ...weights });
  const decoderSession = await InferenceSession.create(decoder, { ...FEW_NODES, ...weights });

  return {
    async encode(request) {
      const encoded = await encoderSession.run(makeFeeds(request, encoderSession.inputNames));
      const sources: [Frames, ...Frames[]] = [framesOf(encoded[facts.flow.input]), ...facts.flow.framed.map((name) => framesOf(encoded[name]))];
      const flowPart = bindPart(flowSession, facts.flow, encoded);
      const decoderPart = bindPart(decoderSession, facts.decoder, encoded);
      const frameSeconds = facts.decoder.hop / sampleRate;
      return {
        durations: floatsOf(encoded[facts.durations]),
        frames: sources[0].count,
        decode: (options) => decodeInChunks(flowPart, decoderPart, sources, { ...options, frameSeconds }),
      };
    },
    async close() {
      await Promise.all([encoderSession, flowSession, decoderSession].map((session) => session.release()));
    },
  };
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

function bindPart(session: InferenceSession, { input, output, framed, steady, hop, margin }: PartFacts, encoded: InferenceSession.OnnxValueMapType): ChunkPart {
  const names = [input, ...framed];
  const fixed = steady.map((name): [string, Tensor] => [name, tensorOf(encoded[name])]);
  return {
    hop,
    margin,
    async run(stretches) {
      const moving = stretches.map(({ rows, count, data }, index): [string, Tensor] => [names[index] ?? "", new Tensor("float32", data, [1, rows, count])]);
      const results = await session.run(Object.fromEntries([...moving, ...fixed]));
      return framesOf(results[output]);
    },
  };
}

function framesOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Frames {
  const data = floatsOf(value);
  const count = tensorOf(value).dims.at(-1) ?? 0;
  return { rows: count === 0 ? 0 : data.length / count, count, data };
}

/** The values of a float tensor; throws a TypeError when it is none. */
export function floatsOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Float32Array {
  const { data } = tensorOf(value);
  if (!(data instanceof Float32Array)) throw new TypeError("a value that the model should have as floats is something else");
  return data;
}

function tensorOf(value: InferenceSession.OnnxValueMapType[string] | undefined): Tensor {
  if (!(value instanceof Tensor)) throw new TypeError("the model did not give a value that it should");
  return value;
}
