import { isPageVisible, listen } from "./page-document.ts";

/** The longest time that a timer of a browser takes, in milliseconds. */
const maxDelayMs = 2 ** 31 - 1;

/** A drawing that repeats itself. */
export interface Repetition {
  /** Draws now, and plans the next time anew. */
  restart(): void;
  stop(): void;
}

/**
 * Calls `draw` after `restart`, and again after as many milliseconds as it returns; after Infinity not again. While the page is hidden
 * nothing is drawn.
 */
export function repeatWhileVisible(draw: () => number, signal: AbortSignal): Repetition {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  const step = (): void => {
    clearTimeout(timer);
    if (!isRunning || !isPageVisible()) return;
    const delayMs = draw();
    if (delayMs !== Infinity) timer = setTimeout(step, Math.min(delayMs, maxDelayMs));
  };
  listen(document, "visibilitychange", step, { signal });
  const stop = (): void => {
    isRunning = false;
    clearTimeout(timer);
  };
  signal.addEventListener("abort", stop);
  return {
    restart() {
      isRunning = true;
      step();
    },
    stop,
  };
}
