import type { ChunkSink } from "./loaded-voice.ts";
import type { Chunk } from "./pcm.ts";

/** When more sound than this waits to be taken, no more is computed. In seconds at the voice's own speed; long sentences are shorter. */
export const maxAheadSeconds = 30;

/** The worker's end of the stream of one text's chunks, with back-pressure. */
export interface MessageSink extends ChunkSink {
  /** The client has taken `seconds` seconds of sound. */
  taken(seconds: number): void;
  /** The client wants no more chunks. */
  cancel(): void;
}

/** Creates a sink that passes each chunk to `send`, which posts it to the client. */
export function createMessageSink(send: (chunk: Chunk) => void): MessageSink {
  let aheadSeconds = 0;
  let isWanted = true;
  let wake: () => void = () => undefined;
  const mustWait = (): boolean => isWanted && aheadSeconds > maxAheadSeconds;
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

/** Resolves after all messages that wait for this worker have been handled. A timer would take at least 4 ms. */
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
