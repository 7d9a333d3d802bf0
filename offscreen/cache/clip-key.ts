import type { PhonemeRange } from "../vocabulary.ts";
import { keyedHash } from "./keyed-hash.ts";

/** Everything that shapes the sound of a sentence. Two sentences with equal values sound the same. */
export interface ClipIdentity {
  /** Identifies the voice, its exact files and the engine's version. */
  voice: string;
  speakerId: number;
  text: string;
  /** The parts of the text that are said by phonemes. */
  phonemes?: readonly PhonemeRange[];
}

/** The key of a clip. The text cannot be guessed from it without `secret`. */
export function clipKey(secret: CryptoKey, { voice, speakerId, text, phonemes = [] }: ClipIdentity): Promise<string> {
  const given = phonemes.map(({ start, end, notation, symbols }) => [start, end, notation, symbols]);
  return keyedHash(secret, [voice, speakerId, text, ...(given.length > 0 ? [JSON.stringify(given)] : [])]);
}
