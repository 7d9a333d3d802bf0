import { orAborted } from "./or-aborted.ts";
import type { Grow } from "./text-growth.ts";

/** The end of a text of which everything was made. Its promises reject when their signal aborts. */
export interface TextEnding {
  grow: Grow;
  /** Resolves when all pieces but the last `left` ones have begun to be heard. */
  heardTo(left: number, signal: AbortSignal): Promise<void>;
  /** Resolves when the last sample has been heard. */
  finish(signal: AbortSignal): Promise<void>;
}

/**
 * Asks for more of the text when the last piece but one begins to be heard, with the last one, and once more at the end. Resolves to true as
 * soon as the text has grown, and to false when all of it was heard and nothing follows. Rejects with the reason of `ended`.
 */
export async function growsBeforeEnd(ending: TextEnding, ended: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  const endedOrOver = AbortSignal.any([ended, over.signal]);
  const grows = growsWhileHeard(ending, endedOrOver).catch(() => false);
  const finished = ending.finish(endedOrOver).then(() => false);
  try {
    if (await Promise.race([grows.then((hasGrown) => hasGrown || finished), finished])) return true;
    over.abort();
    // Something may have come while the last words were heard.
    return (await orAborted(grows, ended)) || (await orAborted(ending.grow(), ended));
  } finally {
    over.abort();
  }
}

async function growsWhileHeard({ grow, heardTo }: TextEnding, signal: AbortSignal): Promise<boolean> {
  for (const left of [1, 0]) {
    await heardTo(left, signal);
    if (await grow()) return true;
  }
  return false;
}
