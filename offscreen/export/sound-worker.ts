import { UserFacingError } from "../../src/shared/errors.ts";
import type { ExportFormat } from "../../src/shared/settings.ts";
import type { MadeSoFar, PackPlan, SoundReply, SoundRequest } from "./messages.ts";
import type { SaidSentence } from "./said-sentence.ts";

/** The sound of an export on its way to disk, in a worker of its own. Calls must not overlap. */
export interface SoundOnDisk {
  /** What earlier runs have made. */
  made: MadeSoFar;
  /** Makes a sentence permanent. Its samples cannot be used afterwards. Rejects with `diskFull`. */
  append(sentence: SaidSentence): Promise<void>;
  /** Puts all of it into a file. Rejects with `diskFull`. */
  pack(plan: PackPlan, onShare: (share: number) => void): Promise<void>;
  /** Ends the worker, also in the middle of a call, which rejects. */
  close(): void;
}

/** Starts the worker for the export in `folder`. `url` is its script's. Rejects with `formatNotSupported`, `diskFull` or the signal's reason. */
export async function openSound(url: string, folder: string, format: ExportFormat, signal: AbortSignal): Promise<SoundOnDisk> {
  const worker = new Worker(url);
  let onReply: (reply: SoundReply) => void = () => undefined;
  let onFailure: (thrown: unknown) => void = () => undefined;
  worker.onmessage = ({ data }: MessageEvent<SoundReply>) => onReply(data);
  worker.onerror = ({ message }: Partial<ErrorEvent>) => onFailure(new Error(`the export worker failed: ${message}`));
  const onAbort = (): void => close(signal.reason);

  const close = (reason: unknown): void => {
    signal.removeEventListener("abort", onAbort);
    worker.terminate();
    onFailure(reason);
  };

  const ask = (request: SoundRequest, transfer: Transferable[], onShare?: (share: number) => void): Promise<SoundReply> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      onFailure = reject;
      onReply = (reply) => {
        if (reply.type === "packing") onShare?.(reply.share);
        else if (reply.type === "failed") reject(new UserFacingError(reply.error.code, reply.error.detail));
        else resolve(reply);
      };
      worker.postMessage(request, transfer);
    });

  signal.addEventListener("abort", onAbort);
  try {
    const opened = await ask({ type: "open", folder, format }, []);
    if (opened.type !== "opened") throw new Error(`open was answered by ${opened.type}`);
    return {
      made: opened.made,
      append: async (sentence) => void (await ask({ type: "append", sentence }, [sentence.samples.buffer])),
      pack: async (plan, onShare) => void (await ask({ type: "pack", plan }, [], onShare)),
      close: () => close(new DOMException("the export was closed", "AbortError")),
    };
  } catch (thrown) {
    close(thrown);
    throw thrown;
  }
}
