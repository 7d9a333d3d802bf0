import { InferenceSession } from "onnxruntime-web/wasm";
import { decoderStepFrames, decodeStream, flowStepFrames } from "./decode-stream.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { openLayerRunner, type RunnerInputs, type LayerRunner } from "./layer-runner.ts";
import type { SplitModel, SplitPart } from "../split/split-model.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { framesOf } from "./frames.ts";
import { weightsPath } from "../onnx/externalize-weights.ts";

/** An utterance that is ready to be decoded. */
interface EncodedSpeech {
  /** Frames that each phoneme id lasts, whole numbers. */
  durations: Float32Array;
  frames: number;
  samplesPerFrame: number;
  /** The sound in chunks; see `decodeStream`. To be asked for once, and before the next utterance is encoded. */
  decode(stepFrames?: number): Generator<Float32Array>;
}

/** A model in parts: the encoder in ONNX Runtime, flow and decoder in kernels of our own. */
export interface SplitVoice {
  /** Runs the encoder; rejects with ONNX Runtime's error. */
  encode(request: SpeechRequest): Promise<EncodedSpeech>;
  close(): Promise<void>;
}

/** Loads the parts of `model`, the file that they were split from, flow and decoder in `memory`, which is theirs alone; rejects with ONNX Runtime's error. */
export async function openSplitVoice(model: Uint8Array<ArrayBuffer>, { encoder, durations, flow, decoder }: SplitModel, memory: KernelMemory): Promise<SplitVoice> {
  const flowRunner = openLayerRunner(flow.program, memory, flowStepFrames);
  const decoderRunner = openLayerRunner(decoder.program, memory, decoderStepFrames);
  speakSilence(flow, flowRunner, decoderRunner);
  const session = await InferenceSession.create(encoder, { ...sessionOptions, externalData: [{ path: weightsPath, data: model }] });
  const [flowPerFrame, flowPerUtterance, decoderPerUtterance] = [flow.perFrame, flow.perUtterance, decoder.perUtterance];
  const samplesPerFrame = decoder.program.buffers[decoder.program.output.buffer]?.rate ?? 1;
  const latentRows = flow.program.output.channels;

  return {
    async encode(request) {
      const encoded = await session.run(makeFeeds(request, session.inputNames));
      const [first = "", ...others] = flowPerFrame;
      const sources: RunnerInputs = {
        perFrame: [framesOf(encoded[first]), ...others.map((name) => framesOf(encoded[name]))],
        perUtterance: flowPerUtterance.map((name) => floatsOf(encoded[name])),
      };
      const perUtterance = decoderPerUtterance.map((name) => floatsOf(encoded[name]));
      return {
        durations: floatsOf(encoded[durations]),
        frames: sources.perFrame[0].count,
        samplesPerFrame,
        decode: (stepFrames) => decodeStream(flowRunner, decoderRunner, latentRows, sources, perUtterance, stepFrames),
      };
    },
    close: () => session.release(),
  };
}

/** Once through all kernels, for the browser to begin to optimise them while ONNX Runtime loads. */
function speakSilence({ program }: SplitPart, flow: LayerRunner, decoder: LayerRunner): void {
  const [first, ...others] = program.inputs.map(({ channels }) => ({ rows: channels, count: 2 * decoderStepFrames, data: new Float32Array(channels * 2 * decoderStepFrames) }));
  if (first) for (const _ of decodeStream(flow, decoder, program.output.channels, { perFrame: [first, ...others], perUtterance: [] }, []));
}
