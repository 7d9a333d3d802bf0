import { repeat, type Repetition } from "../../src/shared/repeat.ts";
import { isPageVisible, listen } from "./page-document.ts";

/** Like `repeat`, from the first `restart` on. While the page is hidden nothing is drawn. */
export function repeatWhileVisible(draw: () => number, signal: AbortSignal): Repetition {
  let isRunning = false;
  const { restart, stop } = repeat(() => (isRunning && isPageVisible() ? draw() : Infinity));
  listen(document, "visibilitychange", restart, { signal });
  const end = (): void => {
    isRunning = false;
    stop();
  };
  signal.addEventListener("abort", end);
  return {
    restart() {
      isRunning = true;
      restart();
    },
    stop: end,
  };
}
