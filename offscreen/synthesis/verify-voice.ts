import type { ModelVerdict } from "../vocabulary.ts";
import type { WorkerEvent, WorkerRequest } from "./worker/messages.ts";

/** A worker that has told of no step for so long is not slow but stuck: the longest step, a large model on a weak machine, takes about a minute. */
const stuckAfterMs = 300_000;

/**
 * Lets a Piper model speak in a worker of its own, and tells what it can. Takes seconds to minutes, so it is done once for each voice; `onProgress` hears the share
 * of it that is done, 0 to 1. Rejects only with the reason of `signal`; a model on which the worker gets stuck is `mute`.
 */
export async function verifyVoice(model: Blob, assetsUrl: string, signal: AbortSignal, onProgress: (share: number) => void): Promise<ModelVerdict> {
  signal.throwIfAborted();
  const worker = new Worker(`${assetsUrl}offscreen/engine-worker.js`, { type: "module" });
  let stuck: ReturnType<typeof setTimeout> | undefined;
  const ended = new AbortController();
  try {
    return await new Promise<ModelVerdict>((resolve, reject) => {
      const expectStep = (): void => {
        clearTimeout(stuck);
        stuck = setTimeout(() => resolve("mute"), stuckAfterMs);
      };
      worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
        expectStep();
        if (data.type === "verifying") onProgress(data.share);
        if (data.type === "verified") resolve(data.verdict);
      };
      // It did not start, or died: that tells nothing of the model.
      worker.onerror = () => resolve("unknown");
      signal.addEventListener("abort", () => reject(signal.reason), { signal: ended.signal });
      expectStep();
      worker.postMessage({ type: "verify", model, assetsUrl } satisfies WorkerRequest);
    });
  } finally {
    clearTimeout(stuck);
    ended.abort();
    worker.terminate();
  }
}
