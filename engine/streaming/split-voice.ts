import { InferenceSession } from "onnxruntime-web/wasm";
import { decoderStepFrames, decodeStream, flowStepFrames, type DecodeOptions } from "./decode-stream.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { openLayerRunner, type RunnerInputs, type LayerRunner } from "./layer-runner.ts";
import type { SplitModel, CompiledSubgraph } from "../split/split-model.ts";
import { sessionOptions } from "../onnx/session-options.ts";
import { makeFeeds, type SpeechRequest } from "./speech-request.ts";
import { floatsOf } from "../onnx/tensor-values.ts";
import { framesOf } from "./frames.ts";
import { weightsPath } from "../onnx/externalize-weights.ts";

/** An utterance that is ready to be decoded. */
interface EncodedSpeech {
  /** The number of frames of each phoneme id. */
  durations: Float32Array;
  frames: number;
  samplesPerFrame: number;
  /** The samples in chunks; see `decodeStream`. Call it once, and before the next utterance is encoded. */
  decode(options?: DecodeOptions): Generator<Float32Array>;
}

/** A loaded voice that was split: the encoder runs in ONNX Runtime, flow and decoder run in the engine's own kernels. */
export interface SplitVoice {
  /** The most samples that must be decoded before the first one in the middle of an utterance is ready. */
  readonly contextSamples: number;
  /** Runs the encoder; rejects with ONNX Runtime's error. */
  encode(request: SpeechRequest): Promise<EncodedSpeech>;
  close(): Promise<void>;
}

/** Loads a model that was split. `model` is the original file; flow and decoder use `memory`, which nothing else may use. Rejects with ONNX Runtime's error. */
export async function openSplitVoice(
  model: Uint8Array<ArrayBuffer>,
  { encoder, durations, flow, decoder }: SplitModel,
  memory: KernelMemory,
): Promise<SplitVoice> {
  const flowRunner = openLayerRunner(flow.program, memory, flowStepFrames);
  const decoderRunner = openLayerRunner(decoder.program, memory, decoderStepFrames);
  warmUp(flow, flowRunner, decoderRunner);
  const session = await InferenceSession.create(encoder, { ...sessionOptions, externalData: [{ path: weightsPath, data: model }] });
  const [flowPerFrame, flowPerUtterance, decoderPerUtterance] = [flow.perFrame, flow.perUtterance, decoder.perUtterance];
  const samplesPerFrame = decoder.program.buffers[decoder.program.output.buffer]?.rate ?? 1;
  const latentRows = flow.program.output.channels;

  return {
    contextSamples: (2 * decoderRunner.framesBefore + decoderStepFrames) * samplesPerFrame,
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
        decode: (options) => decodeStream(flowRunner, decoderRunner, latentRows, sources, perUtterance, options),
      };
    },
    close: () => session.release(),
  };
}

/** Runs all kernels once, so that the browser optimises them while ONNX Runtime loads. */
function warmUp({ program }: CompiledSubgraph, flow: LayerRunner, decoder: LayerRunner): void {
  const [first, ...others] = program.inputs.map(({ channels }) => ({
    rows: channels,
    count: 2 * decoderStepFrames,
    data: new Float32Array(channels * 2 * decoderStepFrames),
  }));
  if (first) for (const _ of decodeStream(flow, decoder, program.output.channels, { perFrame: [first, ...others], perUtterance: [] }, []));
}
