import { SpokenError, type WireError } from "../../src/shared/errors.ts";
import type { Chunk } from "../vocabulary.ts";
import type { EngineSource, WorkerEvent, WorkerRequest } from "./worker/messages.ts";

/** A voice that is loaded and ready, in a worker of its own. */
export interface Session {
  /**
   * The sound of one sentence, in chunks; ends early without an error when `signal` aborts. Rejects with a `SpokenError`, which is
   * `voiceFailed` for all sentences once the worker has died.
   */
  synthesise(text: string, speakerId: number, signal: AbortSignal): AsyncGenerator<Chunk>;
  /** What closing it gives back, about: its wasm heaps, and what its worker takes besides. */
  memoryBytes(): number;
  /** Frees the memory at once; sentences under way reject with `voiceFailed`. */
  close(): void;
}

/** A worker with its JavaScript, compiled wasm and threads, beside the heaps: measured as growth of the process by 57 MB a tone voice of 17 MB of heap. */
export const workerBytes = 40e6;

interface SentenceInbox {
  events: WorkerEvent[];
  wake: () => void;
}

/**
 * Opens a voice. `assetsUrl` is the extension's root; `onDied` is called if the worker crashes after it was opened. Rejects with the
 * reason of `signal` if it aborts before then, and the memory is free at once.
 */
export async function openSession(source: EngineSource, assetsUrl: string, onDied: () => void, signal?: AbortSignal): Promise<Session> {
  signal?.throwIfAborted();
  const worker = new Worker(`${assetsUrl}offscreen/engine-worker.js`, { type: "module" });
  const inboxes = new Map<number, SentenceInbox>();
  let nextId = 0;
  let memoryBytes = 0;
  let closed: WireError | undefined;

  const send = (message: WorkerRequest): void => worker.postMessage(message);
  const close = (error: WireError): void => {
    closed ??= error;
    worker.terminate();
    for (const inbox of inboxes.values()) inbox.wake();
  };

  memoryBytes = await new Promise<number>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
      if (data.type === "opened") resolve(data.memoryBytes);
      if (data.type === "openFailed") reject(new SpokenError(data.error.code, data.error.detail));
    };
    worker.onerror = (event) => reject(new SpokenError("voiceFailed", `the engine worker did not start: ${event.message}`));
    signal?.addEventListener("abort", () => reject(signal.reason));
    send({ type: "open", source, assetsUrl });
  }).catch((thrown: unknown) => {
    worker.terminate();
    throw thrown;
  });

  worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
    if (!("id" in data)) return;
    if (data.type === "done") memoryBytes = data.memoryBytes;
    const inbox = inboxes.get(data.id);
    inbox?.events.push(data);
    inbox?.wake();
  };
  worker.onerror = (event) => {
    close({ code: "voiceFailed", detail: `the engine worker died: ${event.message}` });
    onDied();
  };

  return {
    async *synthesise(text, speakerId, signal) {
      const id = nextId++;
      const inbox: SentenceInbox = { events: [], wake: () => undefined };
      inboxes.set(id, inbox);
      const onAbort = (): void => inbox.wake();
      signal.addEventListener("abort", onAbort);
      let ended = false;
      try {
        send({ type: "synthesise", id, text, speakerId });
        while (!signal.aborted) {
          const event = inbox.events.shift();
          if (event?.type === "chunk") yield event.chunk;
          else if (event?.type === "done") return void (ended = true);
          else if (event?.type === "failed") {
            ended = true;
            throw new SpokenError(event.error.code, event.error.detail);
          } else if (closed) {
            ended = true;
            throw new SpokenError(closed.code, closed.detail);
          } else await new Promise<void>((resolve) => (inbox.wake = resolve));
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
        inboxes.delete(id);
        if (!ended) send({ type: "cancel", id });
      }
    },
    memoryBytes: () => memoryBytes + workerBytes,
    close: () => close({ code: "voiceFailed", detail: "the session was closed" }),
  };
}
