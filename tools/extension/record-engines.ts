import type { Page } from "puppeteer-core";
import type { WorkerEvent, WorkerRequest } from "../../engine/protocol.ts";

/** A sentence that an engine was asked to speak, and its sound as far as it has come. */
export interface EngineSentence {
  text: string;
  samples: number[];
  /** In how many chunks it came. */
  chunks: number;
  /** Hertz; 0 until there is sound. */
  sampleRate: number;
  ended: boolean;
  /** Why there is no more of it, when the engine could not speak it. */
  error: string | null;
}

/** From now on notes, in the offscreen document, what every engine worker is asked to speak and what it answers. */
export async function recordEngines(offscreen: Page): Promise<void> {
  // No function in here has a name: tsx marks those that have one with a helper that pages lack.
  await offscreen.evaluate(() => {
    const sentences: EngineSentence[] = [];
    const perWorker = new WeakMap<Worker, Map<number, EngineSentence>>();
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, message: WorkerRequest, options?: StructuredSerializeOptions) {
      const byId = perWorker.get(this) ?? new Map<number, EngineSentence>();
      if (!perWorker.has(this)) {
        perWorker.set(this, byId);
        this.addEventListener("message", ({ data }: MessageEvent<WorkerEvent>) => {
          const sentence = "id" in data ? byId.get(data.id) : undefined;
          if (!sentence) return;
          if (data.type === "chunk") {
            for (const sample of data.chunk.samples) sentence.samples.push(sample);
            sentence.chunks++;
            sentence.sampleRate = data.chunk.sampleRate;
          }
          if (data.type === "failed") sentence.error = data.error.message;
          sentence.ended = data.type === "failed" || data.type === "done";
        });
      }
      if (message.type === "speak") {
        const sentence: EngineSentence = { text: message.text, samples: [], chunks: 0, sampleRate: 0, ended: false, error: null };
        byId.set(message.id, sentence);
        sentences.push(sentence);
      }
      postMessage.call(this, message, options);
      // The other signature of postMessage, with a bare list of what is transferred, is not used by the session.
    } as Worker["postMessage"];
    Object.assign(globalThis, { engineSentences: sentences });
  });
}

/** The sentences since `recordEngines`, in the order in which they were asked for, without the first `skipped`. */
export function recordedSentences(offscreen: Page, skipped = 0): Promise<EngineSentence[]> {
  return offscreen.evaluate(
    (first) => (globalThis as unknown as { engineSentences: EngineSentence[] }).engineSentences.slice(first),
    skipped,
  );
}
