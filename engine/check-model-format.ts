import { isOutOfMemory } from "./engine-error.ts";
import { readModel } from "./onnx/read-model.ts";
import { UnsupportedOperator } from "./onnx/unsupported-operator.ts";
import { checkPiperModel } from "./split/check-piper-model.ts";
import type { ModelVerdict } from "./model-verdict.ts";

/** Checks the format of a model without running it. Returns the verdict `notOnnx` or `notPiper`; undefined if the bytes may be a Piper model. */
export function checkModelFormat(bytes: Uint8Array<ArrayBuffer>, speakerCount: number): ModelVerdict | undefined {
  try {
    const { graph } = readModel(bytes);
    if (graph.nodes.length === 0) return { kind: "notOnnx", reason: "the model has no graph" };
    const reason = checkPiperModel(graph, speakerCount);
    return reason === undefined ? undefined : { kind: "notPiper", reason };
  } catch (thrown) {
    // ONNX Runtime may support the operators.
    if (thrown instanceof UnsupportedOperator) return undefined;
    if (!(thrown instanceof RangeError) || isOutOfMemory(thrown)) throw thrown;
    return { kind: "notOnnx", reason: thrown.message };
  }
}
