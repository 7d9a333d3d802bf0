import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { hashFile } from "../../offscreen/voice/hash-file.ts";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";

const model = Uint8Array.from(makeToneVoice({ paddingBytes: 20_000 }).model);
const digest = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest("hex");

test("the digests equal those of another implementation, and every byte is passed on once, in order", async () => {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const hashes = await hashFile(new Blob([model]), undefined, async (chunk) => void parts.push(chunk));
  assert.deepEqual(hashes, { md5: digest("md5", model), sha256: digest("sha256", model) });
  assert.deepEqual(new Uint8Array(await new Blob(parts).arrayBuffer()), model);
});

test("each of a thousand single flipped bits is found", async () => {
  const { md5, sha256 } = await hashFile(new Blob([model]));
  for (let flip = 0; flip < 1_000; flip += 1) {
    const damaged = Uint8Array.from(model);
    const at = Math.floor((flip / 1_000) * model.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (flip % 8));
    const hashes = await hashFile(new Blob([damaged]));
    assert.notEqual(hashes.sha256, sha256);
    assert.notEqual(hashes.md5, md5);
  }
});

test("stops when its signal aborts", async () => {
  const controller = new AbortController();
  const reading = hashFile(new Blob([model]), controller.signal, async () => controller.abort());
  await assert.rejects(reading, { name: "AbortError" });
});
