import { hexOf } from "../vocabulary.ts";

/** An HMAC-SHA-256 of `parts` in hexadecimal. They cannot be guessed from it without `secret`. */
export async function keyedHash(secret: CryptoKey, parts: readonly (string | number)[]): Promise<string> {
  return hexOf(await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(JSON.stringify(parts))));
}

/** Creates a secret for one installation of the extension. IndexedDB can store it, but its bytes cannot be read. */
export function makeSecret(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}
