import { absolute } from "./absolute.ts";
import type { WorkerEvent, WorkerRequest } from "./protocol.ts";
import type { ModelVerdict } from "./model-verdict.ts";

/** If the worker reports no step for this time, it is stuck. The longest step takes about a minute (a large model on a slow machine). */
const stuckAfterMs = 300_000;

/** The options of `verifyVoice`. */
export interface VerifyOptions {
  /** As in `OpenOptions`. */
  assetsUrl: string;
  /** The number of speakers in the voice's config; 1 by default. */
  speakerCount?: number;
  signal?: AbortSignal;
  /** Receives the share of the work that is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/**
 * Verifies a model in a worker of its own: does it speak, and can it stream? `model` may be any bytes. This takes seconds to minutes and the memory of two
 * voices, so do it once for each voice and keep the verdict. Rejects only with the reason of `signal`. If the worker gets stuck, the verdict is `mute`.
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
      // The worker did not start, or it died. This says nothing about the model.
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
