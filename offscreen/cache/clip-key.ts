import { keyedHash } from "./keyed-hash.ts";

/** Everything that shapes the sound of a sentence. Two sentences with equal values sound the same. */
export interface ClipIdentity {
  /** Identifies the voice, its exact files and the engine's version. */
  voice: string;
  speakerId: number;
  text: string;
}

/** The key of a clip. The text cannot be guessed from it without `secret`. */
export function clipKey(secret: CryptoKey, { voice, speakerId, text }: ClipIdentity): Promise<string> {
  return keyedHash(secret, [voice, speakerId, text]);
}
