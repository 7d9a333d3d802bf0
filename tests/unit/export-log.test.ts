import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SaidSentence } from "../../offscreen/export/said-sentence.ts";
import { openSoundLog } from "../../offscreen/export/worker/sound-log.ts";
import { memoryFile } from "./memory-file.ts";

/** A sentence whose samples all have its number. */
function said(sentence: number, sampleCount: number): SaidSentence {
  return {
    text: 0,
    sentence,
    spoken: `Größe ${sentence}`,
    words: [{ start: 0, end: 5, startSeconds: 0.25 }],
    samples: new Int16Array(sampleCount).fill(sentence + 1),
    sampleRate: 16_000,
    pauseSeconds: 0.3,
  };
}

test("what was appended is there again, in order", () => {
  const [samples, lines] = [memoryFile(), memoryFile()];
  const log = openSoundLog(samples, lines);
  for (const sentence of [0, 1, 2]) log.append(said(sentence, 10 + sentence));
  const again = openSoundLog(samples, lines);
  assert.deepEqual(again.sentences, log.sentences);
  assert.deepEqual(again.samplesOf(1), new Int16Array(11).fill(2));
  again.append(said(3, 5));
  assert.deepEqual(
    openSoundLog(samples, lines).sentences.map(({ sentence, sampleCount }) => [sentence, sampleCount]),
    [
      [0, 10],
      [1, 11],
      [2, 12],
      [3, 5],
    ],
  );
});

test("cut off anywhere in either file, whole sentences are left, each with its own samples, and the rest can be made again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (lengths, share, cutsLines) => {
        const [samples, lines] = [memoryFile(), memoryFile()];
        const log = openSoundLog(samples, lines);
        for (const [sentence, length] of lengths.entries()) log.append(said(sentence, length));
        const cut = cutsLines ? lines : samples;
        cut.truncate(Math.floor(cut.getSize() * share));
        const left = openSoundLog(samples, lines);
        const { length } = left.sentences;
        for (const [sentence, count] of lengths.entries()) if (sentence >= length) left.append(said(sentence, count));
        const whole = openSoundLog(samples, lines);
        assert.deepEqual(whole.sentences, log.sentences);
        for (const [sentence, count] of lengths.entries())
          assert.deepEqual(whole.samplesOf(sentence), new Int16Array(count).fill(sentence + 1));
      },
    ),
  );
});

test("on a full disk the error says so, and what was there before stays", () => {
  const [samples, lines] = [memoryFile(30), memoryFile()];
  const log = openSoundLog(samples, lines);
  log.append(said(0, 10));
  assert.throws(() => log.append(said(1, 10)), { name: "QuotaExceededError" });
  assert.equal(openSoundLog(samples, lines).sentences.length, 1);
});
