import type { WorkerEvent, WorkerRequest } from "./worker/messages.ts";

/**
 * Whether a Piper model speaks piece by piece what it speaks as a whole, found by letting it do both in a worker of its own; false
 * also where that could not be found out. Takes seconds, so it is done once for each voice.
 */
export async function verifyVoice(model: File, assetsUrl: string): Promise<boolean> {
  const worker = new Worker(`${assetsUrl}offscreen/engine-worker.js`, { type: "module" });
  try {
    return await new Promise<boolean>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => resolve(data.type === "verified" && data.speaksInPieces);
      worker.onerror = () => resolve(false);
      worker.postMessage({ type: "verify", model, assetsUrl } satisfies WorkerRequest);
    });
  } finally {
    worker.terminate();
  }
}
