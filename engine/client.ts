import { EngineError } from "./engine-error.ts";
import type { Chunk } from "./pcm.ts";
import type { GivenPhonemes, PhonemeRange } from "./given-phonemes.ts";
import type { VoiceSource, WorkerEvent, WorkerRequest } from "./protocol.ts";

/** How a text is spoken. */
export interface SpeakOptions {
  /** Ignored by voices with one speaker; 0 where it is not given. */
  speakerId?: number;
  /**
   * The rate at which the sound is played, if somebody waits for it (1 is the voice's own rate): the first chunk of a long text comes as soon as the voice can
   * without a gap later.
   */
  urgentRate?: number | undefined;
  /** Phonemes that are said in place of parts of the text: in order, apart, and in the text. */
  phonemes?: readonly PhonemeRange[];
  /** Ends the speech early. */
  signal?: AbortSignal;
}

/** A voice that is loaded and ready, in a worker of its own. */
export interface Voice {
  /**
   * The sound of `text`, which is spoken as one sentence, in chunks as they are made; at most half a minute is made before it is taken.
   * Begins with the first `next()`. Texts are spoken one after another, in the order in which they were begun. Ends without an error when
   * `signal` aborts. Rejects with an `EngineError`, also for text that no voice reads (lone surrogates, more than 16 kB), and with an
   * `AbortError` when the voice was closed. After an `EngineError` the voice can speak other texts, unless `onDied` was called.
   */
  speak(text: string, options?: SpeakOptions): AsyncGenerator<Chunk, void, undefined>;
  /**
   * The symbols of phonemes that the voice does not have, each once. It leaves them out, and says a part of a text as it is written if nothing is left of its
   * phonemes. Rejects as `speak` does.
   */
  unknownSymbols(phonemes: GivenPhonemes): Promise<string[]>;
  /** True while a text is being spoken, however slowly its sound is taken. */
  isBusy(): boolean;
  /** About how much memory closing it gives back, in bytes: its wasm heaps, and what its worker takes besides. */
  memoryBytes(): number;
  /** Frees the memory at once. */
  close(): void;
}

/** The events of an open voice. */
export interface VoiceEvents {
  /** The worker died after the voice was opened; all that is asked of the voice from now on rejects. */
  onDied?: () => void;
  /** A text has ended, also one that was cancelled or that failed: how long that took, and how long its sound is. */
  onSpoken?: (durationMs: number, soundSeconds: number) => void;
}

/**
 * A worker with its JavaScript, compiled wasm and threads, beside the heaps: measured as growth of the process by 57 MB for a tone voice
 * with 17 MB of heap.
 */
export const workerBytes = 40e6;

/** A text's sound between worker and listener. */
interface Inbox {
  chunks: Chunk[];
  /** How it ended. */
  outcome: "done" | Error | undefined;
  wake: () => void;
  startedAt: number;
  soundSeconds: number;
}

/**
 * Opens a voice in a new worker. Rejects with an `EngineError`, or with the reason of `signal` if it aborts before the voice is open; the
 * memory is free then.
 */
export async function openInWorker(
  source: VoiceSource,
  assetsUrl: string,
  { onDied, onSpoken }: VoiceEvents,
  signal?: AbortSignal,
): Promise<Voice> {
  signal?.throwIfAborted();
  const worker = new Worker(`${assetsUrl}worker.js`, { type: "module" });
  const send = (message: WorkerRequest): void => worker.postMessage(message);
  const opened = new AbortController();
  let heapBytes = await new Promise<number>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
      if (data.type === "opened") resolve(data.memoryBytes);
      if (data.type === "openFailed") reject(new EngineError(data.error.code, data.error.message));
    };
    worker.onerror = ({ message }: Partial<ErrorEvent>) =>
      reject(
        // A worker whose script is not there fails with an event that has no message.
        message === undefined
          ? new EngineError("assetMissing", `the file ${assetsUrl}worker.js is missing`)
          : new EngineError("voiceFailed", `the engine worker did not start: ${message}`),
      );
    signal?.addEventListener("abort", () => reject(signal.reason), { signal: opened.signal });
    send({ type: "open", source, assetsUrl });
  })
    .catch((thrown: unknown) => {
      worker.terminate();
      throw thrown;
    })
    .finally(() => opened.abort());

  /** The texts that the worker has not finished. */
  const inboxes = new Map<number, Inbox>();
  /** The questions that the worker has not answered. */
  const questions = new Map<number, { resolve(unknown: string[]): void; reject(reason: Error): void }>();
  let nextId = 0;
  /** Why the voice cannot speak any more. */
  let ended: Error | undefined;

  const finish = (id: number, outcome: "done" | Error): void => {
    const inbox = inboxes.get(id);
    if (!inbox) return;
    inboxes.delete(id);
    inbox.outcome = outcome;
    inbox.wake();
    onSpoken?.(performance.now() - inbox.startedAt, inbox.soundSeconds);
  };
  const end = (reason: Error): void => {
    ended = reason;
    worker.terminate();
    for (const id of inboxes.keys()) finish(id, reason);
    for (const { reject } of questions.values()) reject(reason);
    questions.clear();
  };

  worker.onmessage = ({ data }: MessageEvent<WorkerEvent>) => {
    if (data.type === "chunk") {
      const inbox = inboxes.get(data.id);
      if (!inbox) return;
      inbox.chunks.push(data.chunk);
      inbox.soundSeconds += data.chunk.samples.length / data.chunk.sampleRate;
      inbox.wake();
    } else if (data.type === "done") {
      heapBytes = data.memoryBytes;
      finish(data.id, "done");
    } else if (data.type === "phonemesChecked") {
      questions.get(data.id)?.resolve(data.unknown);
      questions.delete(data.id);
    } else if (data.type === "failed") {
      const error = new EngineError(data.error.code, data.error.message);
      questions.get(data.id)?.reject(error);
      questions.delete(data.id);
      finish(data.id, error);
    }
  };
  worker.onerror = (event) => {
    end(new EngineError("voiceFailed", `the engine worker died: ${event.message}`));
    onDied?.();
  };

  return {
    async *speak(text, { speakerId = 0, urgentRate, phonemes = [], signal } = {}) {
      const id = nextId++;
      const inbox: Inbox = {
        chunks: [],
        outcome: ended,
        wake: () => undefined,
        startedAt: performance.now(),
        soundSeconds: 0,
      };
      const onAbort = (): void => inbox.wake();
      signal?.addEventListener("abort", onAbort);
      try {
        if (!inbox.outcome) {
          inboxes.set(id, inbox);
          send({ type: "speak", id, text, speakerId, urgentRate, phonemes });
        }
        for (;;) {
          if (signal?.aborted) return;
          const chunk = inbox.chunks.shift();
          if (chunk) {
            send({ type: "taken", id, seconds: chunk.samples.length / chunk.sampleRate });
            yield chunk;
          } else if (inbox.outcome === "done") return;
          else if (inbox.outcome) throw inbox.outcome;
          else await new Promise<void>((resolve) => (inbox.wake = resolve));
        }
      } finally {
        signal?.removeEventListener("abort", onAbort);
        if (inboxes.has(id)) send({ type: "cancel", id });
      }
    },
    unknownSymbols: (phonemes) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const id = nextId++;
        questions.set(id, { resolve, reject });
        send({ type: "checkPhonemes", id, phonemes });
      }),
    isBusy: () => inboxes.size > 0,
    memoryBytes: () => heapBytes + workerBytes,
    close: () => end(new DOMException("the voice was closed", "AbortError")),
  };
}
