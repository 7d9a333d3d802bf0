import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasDisplay } from "../../scripts/start/has-display.ts";
import type { EngineSentence } from "../../tools/extension/record-engines.ts";
import { serveSamples } from "../../scripts/start/serve-samples.ts";
import { spokenSound } from "../../scripts/start/spoken-sound.ts";
import { wavOf } from "../../scripts/start/wav.ts";

const sentence = (samples: number[], sampleRate = 22_050): EngineSentence => ({
  text: "",
  samples,
  chunks: 1,
  sampleRate,
  ended: true,
  error: null,
});

test("a window can open everywhere except on Linux without a display", () => {
  assert.equal(hasDisplay("linux", {}), false);
  assert.equal(hasDisplay("linux", { DISPLAY: "" }), false);
  assert.equal(hasDisplay("linux", { DISPLAY: ":0" }), true);
  assert.equal(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" }), true);
  assert.equal(hasDisplay("darwin", {}), true);
  assert.equal(hasDisplay("win32", {}), true);
});

test("the sound is every sentence in order, clipped to 16 bits", () => {
  const { samples, sampleRate } = spokenSound([sentence([0, 0.5]), sentence([], 0), sentence([-1, 1, 1.5, -2])]);
  assert.deepEqual([...samples], [0, 16_384, -32_768, 32_767, 32_767, -32_768]);
  assert.equal(sampleRate, 22_050);
});

test("throws without sound, and with two sample rates", () => {
  assert.throws(() => spokenSound([]), /nothing was spoken/);
  assert.throws(() => spokenSound([sentence([])]), /nothing was spoken/);
  assert.throws(() => spokenSound([sentence([0]), sentence([0], 16_000)]), /different sample rates/);
});

test("a WAV file has a correct header and every sample", () => {
  const anySound = fc.tuple(fc.int16Array(), fc.constantFrom(16_000, 22_050, 48_000));
  fc.assert(
    fc.property(anySound, ([samples, sampleRate]) => {
      const wav = Buffer.from(wavOf(samples, sampleRate));
      assert.deepEqual(
        [wav.toString("latin1", 0, 4), wav.toString("latin1", 8, 16), wav.toString("latin1", 36, 40)],
        ["RIFF", "WAVEfmt ", "data"],
      );
      assert.equal(wav.readUInt32LE(4), wav.length - 8);
      assert.equal(wav.readUInt32LE(40), wav.length - 44);
      // PCM, one channel, the rate, bytes per second, bytes per sample, bits per sample.
      assert.deepEqual([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24)], [1, 1, sampleRate]);
      assert.deepEqual([wav.readUInt32LE(28), wav.readUInt16LE(32), wav.readUInt16LE(34)], [2 * sampleRate, 2, 16]);
      assert.deepEqual(
        Array.from(samples, (_, at) => wav.readInt16LE(44 + 2 * at)),
        [...samples],
      );
    }),
  );
});

test("only the sample page is served, and only on this machine", async () => {
  const samples = await serveSamples(new URL("../../samples", import.meta.url).pathname);
  try {
    assert.equal(new URL(samples.origin).hostname, "127.0.0.1");
    const page = await fetch(samples.origin);
    assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(await page.text(), /<p>\s*\w/);
    for (const path of ["package.json", "../package.json", "%2e%2e/package.json", "index.html"]) {
      assert.equal((await fetch(samples.origin + path)).status, 404, path);
    }
  } finally {
    samples.close();
  }
  await assert.rejects(fetch(samples.origin));
});
