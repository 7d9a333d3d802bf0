import { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { DECODER_STEP, decodeStream, FLOW_STEP } from "../streaming/decode-stream.ts";
import { openWorkshop } from "../streaming/kernels.ts";
import { openPart, type PartSources } from "../streaming/part-stream.ts";
import type { CutModel } from "./cut-model.ts";
import type { Frames } from "./frames.ts";
import { MANY_NODES } from "./session-options.ts";
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
  /** The sound in pieces; see `decodeStream`. To be asked for once, and before the next sentence is encoded. */
  decode(pieceFrames?: number): Generator<Float32Array>;
}

/** A model in parts: the encoder in ONNX Runtime, flow and decoder in kernels of our own. */
export interface CutVoice {
  /** Runs the encoder; rejects with ONNX Runtime's error. */
  encode(request: SpeechRequest): Promise<EncodedSpeech>;
  close(): Promise<void>;
}

/** Loads the parts of `model`, the file that they were cut from, with the compiled `kernels`; rejects with ONNX Runtime's error. */
export async function openCutVoice(model: Uint8Array<ArrayBuffer>, { encoder, durations, flow, decoder }: CutModel, kernels: WebAssembly.Module): Promise<CutVoice> {
  const [session, workshop] = await Promise.all([
    InferenceSession.create(encoder, { ...MANY_NODES, externalData: [{ path: WEIGHTS_PATH, data: model }] }),
    openWorkshop(kernels),
  ]);
  const flowStream = openPart(flow.program, workshop, FLOW_STEP);
  const decoderStream = openPart(decoder.program, workshop, DECODER_STEP);
  const [flowMoving, flowSteady, decoderSteady] = [flow.moving, flow.steady, decoder.steady];
  const latentRows = flow.program.output.channels;

  return {
    async encode(request) {
      const encoded = await session.run(makeFeeds(request, session.inputNames));
      const [first = "", ...others] = flowMoving;
      const sources: PartSources = {
        moving: [framesOf(encoded[first]), ...others.map((name) => framesOf(encoded[name]))],
        steady: flowSteady.map((name) => floatsOf(encoded[name])),
      };
      const steady = decoderSteady.map((name) => floatsOf(encoded[name]));
      return {
        durations: floatsOf(encoded[durations]),
        frames: sources.moving[0].count,
        decode: (pieceFrames) => decodeStream(flowStream, decoderStream, latentRows, sources, steady, pieceFrames),
      };
    },
    close: () => session.release(),
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
