import assert from "node:assert/strict";
import { test } from "node:test";
import { leadIn } from "../../offscreen/playback/lead-in.ts";

test("the lead is as long as asked, too soft to hear, and never silent for a device that gets 16 bits", () => {
  for (const sampleRate of [16_000, 22_050]) {
    const { samples, sampleRate: rate } = leadIn(0.5, sampleRate);
    assert.equal(rate, sampleRate);
    assert.equal(samples.length, sampleRate / 2);
    const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
    assert.ok(Math.abs(20 * Math.log10(level) + 80) < 0.5, `${20 * Math.log10(level)} dB`);
    assert.ok(samples.every((sample) => Math.abs(sample) < 2e-4));
    let silent = 0;
    let longest = 0;
    for (const sample of samples) {
      silent = Math.round(sample * 32_767) === 0 ? silent + 1 : 0;
      longest = Math.max(longest, silent);
    }
    assert.ok(longest < sampleRate / 1000, `${longest} zeros in a row`);
  }
});

test("no lead is no sample", () => {
  assert.equal(leadIn(0, 22_050).samples.length, 0);
});

test("the noise has no tone: neighbouring samples do not depend on each other", () => {
  const { samples } = leadIn(1, 22_050);
  const product = (distance: number): number =>
    samples.reduce((sum, sample, i) => sum + sample * (samples[i + distance] ?? 0), 0) / samples.length / 1e-8;
  assert.ok(Math.abs(product(0) - 1) < 0.05);
  for (const distance of [1, 2, 3, 10, 100, 1_000]) assert.ok(Math.abs(product(distance)) < 0.05, `${distance}: ${product(distance)}`);
});
