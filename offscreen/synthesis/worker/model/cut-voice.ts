import { InferenceSession } from "onnxruntime-web/wasm";
import { DECODER_STEP, decodeStream, FLOW_STEP } from "../streaming/decode-stream.ts";
import type { Workshop } from "../streaming/kernels.ts";
import { openPart, type PartSources, type PartStream } from "../streaming/part-stream.ts";
import type { CutModel, CutPart } from "./cut-model.ts";
import { MANY_NODES } from "./session-options.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { floatsOf, framesOf } from "./tensor-values.ts";
import { WEIGHTS_PATH } from "./weights-outside.ts";

/** A sentence that is ready to be decoded. */
export interface EncodedSpeech {
  /** Frames that each phoneme id lasts, whole numbers. */
  durations: Float32Array;
  frames: number;
  samplesPerFrame: number;
  /** The sound in pieces; see `decodeStream`. To be asked for once, and before the next sentence is encoded. */
  decode(stepFrames?: number): Generator<Float32Array>;
}

/** A model in parts: the encoder in ONNX Runtime, flow and decoder in kernels of our own. */
export interface CutVoice {
  /** Runs the encoder; rejects with ONNX Runtime's error. */
  encode(request: SpeechRequest): Promise<EncodedSpeech>;
  close(): Promise<void>;
}

/** Loads the parts of `model`, the file that they were cut from, flow and decoder in `workshop`, which is theirs alone; rejects with ONNX Runtime's error. */
export async function openCutVoice(model: Uint8Array<ArrayBuffer>, { encoder, durations, flow, decoder }: CutModel, workshop: Workshop): Promise<CutVoice> {
  const flowStream = openPart(flow.program, workshop, FLOW_STEP);
  const decoderStream = openPart(decoder.program, workshop, DECODER_STEP);
  speakSilence(flow, flowStream, decoderStream);
  const session = await InferenceSession.create(encoder, { ...MANY_NODES, externalData: [{ path: WEIGHTS_PATH, data: model }] });
  const [flowMoving, flowSteady, decoderSteady] = [flow.moving, flow.steady, decoder.steady];
  const samplesPerFrame = decoder.program.buffers[decoder.program.output.buffer]?.rate ?? 1;
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
        samplesPerFrame,
        decode: (stepFrames) => decodeStream(flowStream, decoderStream, latentRows, sources, steady, stepFrames),
      };
    },
    close: () => session.release(),
  };
}

/** Once through all kernels, for the browser to begin to optimise them while ONNX Runtime loads. */
function speakSilence({ program }: CutPart, flow: PartStream, decoder: PartStream): void {
  const [first, ...others] = program.inputs.map(({ channels }) => ({ rows: channels, count: 2 * DECODER_STEP, data: new Float32Array(channels * 2 * DECODER_STEP) }));
  if (first) for (const _ of decodeStream(flow, decoder, program.output.channels, { moving: [first, ...others], steady: [] }, []));
}
