import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { originalOffsets } from "../../offscreen/text/original-offsets.ts";
import { createTimeline } from "../../offscreen/timeline.ts";
import { sentencesOf } from "../../offscreen/utterance-sentences.ts";

const voice = { voiceId: "a", speakerId: 0 };
const utteranceOf = (text: string) => ({ text, passages: [{ start: 0, end: text.length, language: "en", voice }] });

const subjects = ["The keeper", "A small dog", "Nobody in the village", "The old man with 17 cats", "She", "Dr. Hale"];
const verbs = ["walked along the shore", "counted 1,204 ships", "said nothing", "opened the heavy door, slowly, and waited", "slept"];
/** About ten minutes of sentences of very different lengths. */
const book = Array.from(
  { length: 240 },
  (_, i) => `${subjects[(i * 7) % subjects.length] ?? ""} ${verbs[(i * 5) % verbs.length] ?? ""} ${"again and again ".repeat(i % 4)}today.`,
).join(" ");

/** A voice that speaks 14 letters or 3 digits a second and pauses at commas, with 10 % of chance in each sentence. */
function secondsOf(text: string, index: number): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\p{N}/gu)?.length ?? 0;
  const commas = text.match(/,/g)?.length ?? 0;
  return (letters / 14 + digits / 3 + commas * 0.25 + 0.3) * (0.9 + 0.2 * ((index * 0.618) % 1));
}

test("after the first minute the duration of a text is right to 5 %", () => {
  const sentences = sentencesOf(utteranceOf(book));
  const timeline = createTimeline(
    sentences,
    () => book.length,
    () => 0.1,
  );
  let total = 0;
  const told: number[] = [];
  for (let index = 0; sentences.at(index); index++) {
    const seconds = secondsOf(sentences.at(index)?.text ?? "", index);
    total += seconds + 0.1;
    timeline.measured(index, { voice: "a", seconds, words: [] });
    if (total > 60) told.push(timeline.total());
  }
  assert.ok(total > 500, `${total} s`);
  for (const estimate of told) assert.ok(Math.abs(estimate / total - 1) < 0.05, `${estimate} s instead of ${total} s`);
  assert.ok(Math.abs(timeline.total() - total) < 0.01);
});

test("a second of the timeline leads to the place whose time it is", () => {
  const sentences = sentencesOf(utteranceOf(book));
  const timeline = createTimeline(
    sentences,
    () => book.length,
    () => 0.1,
  );
  timeline.measured(0, {
    voice: "a",
    seconds: 3,
    words: [
      { start: 0, end: 3, startSeconds: 0.2 },
      { start: 4, end: 10, startSeconds: 1 },
    ],
  });
  assert.deepEqual(timeline.placeAt(1.5), { index: 0, unit: 4 });
  for (let second = 3.2; second < timeline.total(); second += 7.3) {
    const place = timeline.placeAt(second);
    assert.ok(Math.abs(timeline.before(place) - second) < 0.2, `${second} s`);
  }
  assert.equal(sentences.at(timeline.placeAt(1e9).index), undefined);
});

test("each unit of a sentence has its place in the text, in order, and leads back", () => {
  const piece = fc.constantFrom(
    "word ",
    "Ünïcödé ",
    "e\u0301te\u0301 ",
    "ﬁne ",
    "hy-\nphen ",
    "１２３ ",
    "😀 ",
    "\u200b",
    "  ",
    "end. ",
    "نص ",
    "漢字",
    "\n\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const sentences = sentencesOf(utteranceOf(text));
      for (let index = 0; ; index++) {
        const sentence = sentences.at(index);
        if (!sentence) return;
        const { startOf, endOf, unitAt } = originalOffsets(text, sentence);
        assert.equal(startOf(0), sentence.start);
        assert.equal(endOf(sentence.text.length), sentence.end);
        for (let unit = 0; unit < sentence.text.length; unit++) {
          const start = startOf(unit);
          assert.ok(sentence.start <= start && start < sentence.end && start <= startOf(unit + 1) && start < endOf(unit + 1));
          assert.equal(startOf(unitAt(start)), start);
        }
        assert.equal(sentences.containing(sentence.start)?.index, index);
      }
    }),
  );
});
