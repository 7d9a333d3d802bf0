import type { WordTiming } from "../vocabulary.ts";
import type { ClipIdentity } from "./clip-key.ts";

/** A sentence's sound as it is stored: 16-bit samples, one channel, `sampleRate` in hertz, and the words of the sentence. */
export interface Clip {
  sound: ArrayBuffer;
  sampleRate: number;
  words: WordTiming[];
}

/** Totals over the clips in a store. */
export interface ClipTotals {
  count: number;
  /** Of the sound. Words take less than a hundredth of its room. */
  sizeBytes: number;
  durationSeconds: number;
}

/** Stores clips, up to a limit in bytes. The least recently used clip is evicted first. Methods do not reject, except `destroy`. */
export interface ClipStore {
  /** With `leaveNoTrace`, even the order of use stays unchanged. */
  get(identity: ClipIdentity, leaveNoTrace: boolean): Promise<Clip | undefined>;
  put(identity: ClipIdentity, clip: Clip): Promise<void>;
  /** Sets a new limit and evicts what is over it. */
  limit(limitBytes: number): Promise<void>;
  /** Deletes every clip and everything else that this store has on disk. */
  destroy(): Promise<void>;
  totals(): ClipTotals;
}

/** Called after clips were evicted. */
export type OnEvict = (count: number, sizeBytes: number) => void;

/** The totals of an empty store. */
export const noClips: ClipTotals = { count: 0, sizeBytes: 0, durationSeconds: 0 };

/** The duration of a clip, in seconds. */
export function durationOf({ sound, sampleRate }: Clip): number {
  return sound.byteLength / Int16Array.BYTES_PER_ELEMENT / sampleRate;
}
