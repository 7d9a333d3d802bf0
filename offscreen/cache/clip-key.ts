import { hexOf } from "../vocabulary.ts";

/** Everything that shapes the sound of a sentence; two sentences with equal parts sound the same. */
export interface ClipIdentity {
  /** Names the voice, its exact files and the engine's version. */
  voice: string;
  speakerId: number;
  text: string;
}

/** The key of a clip: an HMAC-SHA-256 in hexadecimal, from which the text cannot be guessed without `secret`. */
export async function clipKey(secret: CryptoKey, { voice, speakerId, text }: ClipIdentity): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([voice, speakerId, text]));
  return hexOf(await crypto.subtle.sign("HMAC", secret, bytes));
}

/** A secret for one install of the extension; IndexedDB can keep it, nothing can read it out. */
export function makeSecret(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}
