import type { Narration, ResumePoint, Utterance } from "../src/shared/protocol.ts";
import type { PlacedText, ReadingPlaces } from "./cache/reading-places.ts";

/** Keeps where the reading of each text stopped, so that it can be taken up there. */
export interface PlaceKeeper {
  /** A text begins to be read. Resolves to where an earlier reading of it stopped. Null if none did; always for a text that may not be kept. */
  begin(utterance: Utterance): Promise<ResumePoint | null>;
  /** Reports each state of the narration. */
  narrated(narration: Pick<Narration, "utteranceId" | "status" | "sentence" | "resume">): void;
  /** The text was heard to its end. */
  ended(): void;
}

/** While a text is read its place is stored this often: a browser that crashes loses no more. */
const keepEveryMs = 10_000;

/** The text being read. */
interface Kept {
  text: PlacedText;
  utteranceId: string;
  /** Where it is being read. Null until it is worth storing. */
  offset: number | null;
  /** The offset that is on disk, 0 if none is. Undefined until it was looked up. */
  stored: number | undefined;
  storedAtMs: number;
}

/**
 * Creates the keeper. A place is the beginning of the sentence being heard. The first sentence of a text is not worth keeping.
 *
 * While an earlier place is offered it stays: a user who hears the beginning again and stops does not lose it.
 */
export function createPlaceKeeper(places: ReadingPlaces): PlaceKeeper {
  let current: Kept | undefined;

  const store = (kept: Kept): void => {
    const { text, offset } = kept;
    if (offset === null || offset === kept.stored) return;
    kept.stored = offset;
    kept.storedAtMs = Date.now();
    void (offset > 0 ? places.keep(text, offset) : places.forget(text));
  };

  const leave = (): void => {
    if (current) store(current);
    current = undefined;
  };

  return {
    async begin({ utteranceId, address, text, isPrivate }) {
      leave();
      if (isPrivate || address === "") return null;
      const kept: Kept = { text: { address, text }, utteranceId, offset: null, stored: undefined, storedAtMs: Date.now() };
      current = kept;
      const offset = (await places.find(kept.text)) ?? 0;
      kept.stored = offset;
      return offset > 0 && offset < text.length ? { offset, share: offset / text.length } : null;
    },
    narrated({ utteranceId, status, sentence, resume }) {
      if (!current) return;
      if (utteranceId !== current.utteranceId || status === "idle") return leave();
      if (!sentence || resume || current.stored === undefined) return;
      current.offset = sentence.index === 0 ? 0 : sentence.start;
      if (status === "paused" || Date.now() >= current.storedAtMs + keepEveryMs) store(current);
    },
    ended() {
      if (current) void places.forget(current.text);
      current = undefined;
    },
  };
}
