import type { ChunkSink } from "./loaded-voice.ts";
import type { Chunk } from "./pcm.ts";

/** Sound that is made before anyone takes it is at most so long, in seconds at the voice's own rate: more than a long sentence lasts. */
export const mostAheadSeconds = 30;

/** A sink on the worker's side of one text's sound, with back-pressure. */
export interface MessageSink extends ChunkSink {
  /** Whoever listens has taken so many seconds. */
  taken(seconds: number): void;
  /** Nobody wants more. */
  cancel(): void;
}

/** `send` posts a chunk to whoever listens. */
export function createMessageSink(send: (chunk: Chunk) => void): MessageSink {
  let aheadSeconds = 0;
  let isWanted = true;
  let wake: () => void = () => undefined;
  const mustWait = (): boolean => isWanted && aheadSeconds > mostAheadSeconds;
  return {
    push(chunk) {
      if (!isWanted) return false;
      aheadSeconds += chunk.samples.length / chunk.sampleRate;
      send(chunk);
      return true;
    },
    async ready() {
      await nextTask();
      while (mustWait()) await new Promise<void>((resolve) => (wake = resolve));
      return isWanted;
    },
    taken(seconds) {
      aheadSeconds -= seconds;
      wake();
    },
    cancel() {
      isWanted = false;
      wake();
    },
  };
}

/** Resolves after the messages that wait for this worker have been handled; a timer would wait at least 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
