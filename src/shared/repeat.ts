/** The longest time that a timer of a browser takes, in milliseconds. */
const maxDelayMs = 2 ** 31 - 1;

/** A drawing that repeats itself. */
export interface Repetition {
  /** Draws now, and plans the next time anew. */
  restart(): void;
  stop(): void;
}

/** Calls `draw` at each `restart`, and again after as many milliseconds as it returns; after Infinity not again. */
export function repeat(draw: () => number): Repetition {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const restart = (): void => {
    clearTimeout(timer);
    const delayMs = draw();
    if (delayMs !== Infinity) timer = setTimeout(restart, Math.min(delayMs, maxDelayMs));
  };
  return { restart, stop: () => clearTimeout(timer) };
}
