import type { ClipIdentity } from "./clip-key.ts";

/** A sentence's sound as it is kept: 16-bit samples, one channel, `sampleRate` in hertz. */
export interface Clip {
  sound: ArrayBuffer;
  sampleRate: number;
}

/** Sums over the clips on a store. */
export interface ClipTotals {
  count: number;
  sizeBytes: number;
  durationSeconds: number;
}

/** Where clips are kept, never more bytes of them than the limit: the least recently used goes first. Nothing here rejects. */
export interface ClipStore {
  /** `leaveNoTrace` leaves even the order of use as it is. */
  get(identity: ClipIdentity, leaveNoTrace: boolean): Promise<Clip | undefined>;
  put(identity: ClipIdentity, clip: Clip): Promise<void>;
  /** Takes over a new limit, and evicts what is over it. */
  limit(limitBytes: number): Promise<void>;
  /** Removes every clip, and all else that this store has on disk. */
  destroy(): Promise<void>;
  totals(): ClipTotals;
}

/** Hears of clips that had to go. */
export type OnEvict = (count: number, sizeBytes: number) => void;

/** The totals of an empty store. */
export const noClips: ClipTotals = { count: 0, sizeBytes: 0, durationSeconds: 0 };

/** How long a clip sounds. */
export function durationOf({ sound, sampleRate }: Clip): number {
  return sound.byteLength / Int16Array.BYTES_PER_ELEMENT / sampleRate;
}
