import { isOutOfMemory } from "./engine-error.ts";
import { openKernelMemory } from "./kernels/open-kernel-memory.ts";
import { readModel } from "./onnx/read-model.ts";
import { UnsupportedOperator } from "./onnx/unsupported-operator.ts";
import { piperFault } from "./split/check-piper-model.ts";
import type { ModelVerdict } from "./model-verdict.ts";
import { verifyModel } from "./streaming/verify-model.ts";

/** Whether `bytes` are a Piper model, and how it speaks; as `verifyModel` otherwise. Rejects never. */
export async function verifyBlob(model: Blob, speakerCount: number, assetsUrl: string, onProgress: (share: number) => void): Promise<ModelVerdict> {
  try {
    const bytes = new Uint8Array(await model.arrayBuffer());
    return refusal(bytes, speakerCount) ?? (await verifyModel(bytes, await openKernelMemory(assetsUrl, 1), onProgress));
  } catch {
    // The model could not be read, or what it would have spoken with is not there: that tells nothing of the model.
    return { kind: "unknown" };
  }
}

/** Why the bytes are no Piper model; undefined when they look like one. */
export function refusal(bytes: Uint8Array<ArrayBuffer>, speakerCount: number): ModelVerdict | undefined {
  try {
    const { graph } = readModel(bytes);
    if (graph.nodes.length === 0) return { kind: "notOnnx", reason: "the model has no graph" };
    const reason = piperFault(graph, speakerCount);
    return reason === undefined ? undefined : { kind: "notPiper", reason };
  } catch (thrown) {
    // Whether ONNX Runtime knows the operators is for it to say.
    if (thrown instanceof UnsupportedOperator) return undefined;
    if (!(thrown instanceof RangeError) || isOutOfMemory(thrown)) throw thrown;
    return { kind: "notOnnx", reason: thrown.message };
  }
}
