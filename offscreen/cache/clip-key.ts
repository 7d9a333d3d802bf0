import { hexOf } from "../vocabulary.ts";

/** Everything that shapes the sound of a sentence. Two sentences with equal values sound the same. */
export interface ClipIdentity {
  /** Identifies the voice, its exact files and the engine's version. */
  voice: string;
  speakerId: number;
  text: string;
}

/** The key of a clip: an HMAC-SHA-256 in hexadecimal. The text cannot be guessed from it without `secret`. */
export async function clipKey(secret: CryptoKey, { voice, speakerId, text }: ClipIdentity): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([voice, speakerId, text]));
  return hexOf(await crypto.subtle.sign("HMAC", secret, bytes));
}

/** Creates a secret for one installation of the extension. IndexedDB can store it, but its bytes cannot be read. */
export function makeSecret(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}
