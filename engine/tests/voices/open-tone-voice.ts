import * as ort from "onnxruntime-web/wasm";

interface SpeakOptions {
  speakerId?: number;
  lengthScale?: number;
}

/** A tone voice, or another Piper model, that is loaded. */
export interface OpenToneVoice {
  inputNames: readonly string[];
  outputNames: readonly string[];
  /** Runs the model and resolves to its output. Rejects if the model rejects its input. */
  speak(ids: number[], options?: SpeakOptions): Promise<{ samples: Float32Array; shape: readonly number[] }>;
  close(): Promise<void>;
}

/** Opens a Piper model with the wasm build of ONNX Runtime on one thread. */
export async function openToneVoice(model: Uint8Array): Promise<OpenToneVoice> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model);
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    close: () => session.release(),
    async speak(ids, { speakerId = 0, lengthScale = 1 } = {}) {
      const feeds = {
        input: int64(ids, [1, ids.length]),
        input_lengths: int64([ids.length], [1]),
        scales: new ort.Tensor("float32", [0.667, lengthScale, 0.8], [3]),
        ...(session.inputNames.includes("sid") ? { sid: int64([speakerId], [1]) } : {}),
      };
      const { output } = await session.run(feeds, { logSeverityLevel: 4 });
      if (!(output?.data instanceof Float32Array)) throw new Error("The model has no float output named output");
      return { samples: output.data, shape: output.dims };
    },
  };
}

function int64(values: number[], shape: number[]): ort.Tensor {
  return new ort.Tensor("int64", BigInt64Array.from(values, BigInt), shape);
}
