import { absolute } from "./absolute.ts";
import type { WorkerEvent, WorkerRequest } from "./protocol.ts";
import type { ModelVerdict } from "./model-verdict.ts";

/** A worker that has told of no step for so long is not slow but stuck: the longest step, a large model on a weak machine, takes about a minute. */
const stuckAfterMs = 300_000;

/** How a model is verified. */
export interface VerifyOptions {
  /** As in `OpenOptions`. */
  assetsUrl: string;
  /** How many speakers the voice's config says that it has; 1 where it is not given. */
  speakerCount?: number;
  signal?: AbortSignal;
  /** Hears the share that is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/**
 * Lets a model speak in a worker of its own and tells what it can, whatever bytes it is. Takes seconds to minutes and the memory of two voices, so it is done once for
 * each voice, and the verdict kept. Rejects only with the reason of `signal`; a model on which the worker gets stuck is `mute`.
 */
export async function verifyVoice(model: Blob, { speakerCount = 1, signal, onProgress, ...options }: VerifyOptions): Promise<ModelVerdict> {
  signal?.throwIfAborted();
  const assetsUrl = absolute(options.assetsUrl);
  const worker = new Worker(`${assetsUrl}worker.js`, { type: "module" });
  let stuck: ReturnType<typeof setTimeout> | undefined;
  const ended = new AbortController();
  try {
    return await new Promise<ModelVerdict>((resolve, reject) => {
      const expectStep = (): void => {
        clearTimeout(stuck);
        stuck = setTimeout(() => resolve({ kind: "mute" }), stuckAfterMs);
      };
      worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
        expectStep();
        if (data.type === "verifying") onProgress?.(data.share);
        if (data.type === "verified") resolve(data.verdict);
      };
      // It did not start, or died: that tells nothing of the model.
      worker.onerror = () => resolve({ kind: "unknown" });
      signal?.addEventListener("abort", () => reject(signal.reason), { signal: ended.signal });
      expectStep();
      worker.postMessage({ type: "verify", model, speakerCount, assetsUrl } satisfies WorkerRequest);
    });
  } finally {
    clearTimeout(stuck);
    ended.abort();
    worker.terminate();
  }
}
