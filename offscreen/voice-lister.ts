import type { Voice } from "../src/shared/protocol.ts";

/** Creates a function that lists the voices. `onListed` gets the list, unless the voices were listed anew meanwhile. */
export function createVoiceLister(list: () => Promise<Voice[]>, onListed: (voices: Voice[]) => void): () => Promise<void> {
  let listings = 0;
  return async () => {
    const listing = ++listings;
    const voices = await list();
    if (listing === listings) onListed(voices);
  };
}
