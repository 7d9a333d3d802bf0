import { checkModelFormat } from "./check-model-format.ts";
import { openKernelMemory } from "./kernels/open-kernel-memory.ts";
import type { ModelVerdict } from "./model-verdict.ts";
import { verifyModel } from "./streaming/verify-model.ts";

/** Checks whether `model` is a Piper model, then verifies it as `verifyModel` does. Never rejects. */
export async function verifyBlob(
  model: Blob,
  speakerCount: number,
  assetsUrl: string,
  onProgress: (share: number) => void,
): Promise<ModelVerdict> {
  try {
    const bytes = new Uint8Array(await model.arrayBuffer());
    return checkModelFormat(bytes, speakerCount) ?? (await verifyModel(bytes, await openKernelMemory(assetsUrl, 1), onProgress));
  } catch {
    // The model or one of the engine's files could not be read. This says nothing about the model.
    return { kind: "unknown" };
  }
}
