import type { Chunk } from "../vocabulary.ts";
import type { Session } from "./session.ts";

/** A session that tells whether it is at work. */
export interface TrackedSession extends Session {
  /** True while a sentence is being synthesised, however slowly its sound is taken. */
  isBusy(): boolean;
}

/** Wraps `session`, whose sentences under way reject with an `AbortError` when it is closed; `onSettled` is called each time it has finished a sentence, with the time that took and the length of its sound. */
export function trackSession(session: Session, onSettled: (durationMs: number, soundSeconds: number) => void): TrackedSession {
  let sentences = 0;
  let isClosed = false;
  return {
    isBusy: () => sentences > 0,
    memoryBytes: () => session.memoryBytes(),
    close() {
      isClosed = true;
      session.close();
    },
    async *synthesise(text, speakerId, signal) {
      const startedAt = performance.now();
      let soundSeconds = 0;
      sentences++;
      // Taken eagerly: a listener who pauses must not make an idle session look busy for as long as the pause lasts.
      yield* new ReadableStream<Chunk>({
        async start(controller) {
          try {
            for await (const chunk of session.synthesise(text, speakerId, signal)) {
              soundSeconds += chunk.samples.length / chunk.sampleRate;
              controller.enqueue(chunk);
            }
            controller.close();
          } catch (thrown) {
            controller.error(isClosed ? new DOMException("the session was closed", "AbortError") : thrown);
          } finally {
            sentences--;
            onSettled(performance.now() - startedAt, soundSeconds);
          }
        },
      });
    },
  };
}
