import assert from "node:assert/strict";
import { test } from "node:test";
import { sentencesOf, type UtteranceSentence } from "../../offscreen/utterance-sentences.ts";
import { bookParts } from "../../src/background/book-parts.ts";
import type { Utterance } from "../../src/shared/protocol.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";

/** A text of any length becomes parts of bounded length, in which the same sentences are said. */

const paragraphs = (count: number, name: string): string =>
  Array.from({ length: count }, (_, i) => `This is sentence ${i} of ${name}. Dr. Smith came at 4.5 minutes past five, and left.`).join(
    "\n\n",
  );

const chapters = [
  { title: "One", text: `One\n\n${paragraphs(5, "one")}` },
  { title: "Two", text: `Two\n\n${paragraphs(40, "two")}` },
  { title: "Three", text: `Three\n\n${paragraphs(1, "three")}` },
];
const text = `Before it all.\n\n${chapters.map((chapter) => chapter.text).join("\n\n")}`;
const starts = chapters.map((chapter) => ({ title: chapter.title, start: text.indexOf(chapter.text) }));

/** Two languages, of which one begins in the middle of the second chapter. */
function utterance(): Utterance {
  const made = utteranceOf(text, "instant");
  const middle = text.indexOf("This is sentence 20 of two");
  const [passage] = made.passages;
  assert.ok(passage);
  return {
    ...made,
    passages: [
      { ...passage, start: 0, end: middle },
      { ...passage, start: middle, end: text.length, language: "de" },
    ],
  };
}

function said(utterances: readonly Utterance[]): Pick<UtteranceSentence, "text" | "endsParagraph">[] {
  return utterances.flatMap((each) => {
    const sentences = sentencesOf(each);
    const all: UtteranceSentence[] = [];
    for (let sentence = sentences.at(0); sentence; sentence = sentences.at(all.length)) all.push(sentence);
    return all.map((sentence) => ({
      text: sentence.text,
      endsParagraph: sentence.endsParagraph,
      language: each.passages[sentence.passage]?.language,
    }));
  });
}

test("each chapter is a part, and what stands before the first one has the title of the whole", () => {
  const parts = bookParts(utterance(), starts, "A book");
  assert.deepEqual(
    parts.map(({ chapter }) => chapter),
    ["A book", "One", "Two", "Three"],
  );
  assert.equal(parts.map((part) => part.utterance.text).join(""), text);
  assert.equal(new Set(parts.map((part) => part.utterance.utteranceId)).size, 4);
});

for (const maxLength of [500, 1_000, 500_000]) {
  test(`in parts of ${maxLength} units the same sentences are said, with the same pauses, in the same languages`, () => {
    const parts = bookParts(utterance(), starts, "A book", maxLength);
    assert.ok(parts.every((part) => part.utterance.text.length <= maxLength));
    assert.deepEqual(said(parts.map((part) => part.utterance)), said([utterance()]));
    // Only the first part of a chapter begins it.
    assert.deepEqual(
      parts.flatMap(({ chapter }) => chapter ?? []),
      ["A book", "One", "Two", "Three"],
    );
  });
}

test("a text without any gap is cut all the same, and one without chapters is one", () => {
  const whole = utteranceOf("x".repeat(2_500), "instant");
  const parts = bookParts(whole, [], "A book", 1_000);
  assert.deepEqual(
    parts.map((part) => [part.chapter, part.utterance.text.length]),
    [
      ["A book", 1_000],
      [null, 1_000],
      [null, 500],
    ],
  );
});

test("each part has its own formulas, where they stand in it", () => {
  const written = ["from two", "from three"].map((name) => text.indexOf(name.replace("from", "of")));
  const formulas = written.map((start) => ({ start, end: start + 6, mathMl: `<math>${start}</math>` }));
  const found = bookParts({ ...utterance(), formulas }, starts, "A book").map((part) =>
    part.utterance.formulas?.map(({ start, end, mathMl }) => [part.utterance.text.slice(start, end), mathMl]),
  );
  assert.deepEqual(found, [undefined, undefined, [["of two", `<math>${written[0]}</math>`]], [["of thr", `<math>${written[1]}</math>`]]]);
});

test("a chapter of which no voice reads anything is left out", () => {
  const whole = utterance();
  const passages = whole.passages.map((passage) => ({ ...passage, end: Math.min(passage.end, starts[2]?.start ?? 0) }));
  assert.deepEqual(
    bookParts({ ...whole, passages }, starts, "A book").map(({ chapter }) => chapter),
    ["A book", "One", "Two"],
  );
});
