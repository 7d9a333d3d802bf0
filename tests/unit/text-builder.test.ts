import assert from "node:assert/strict";
import { test } from "node:test";
import { TextBuilder } from "../../src/background/page/text-builder.ts";

test("the strongest gap separates two pieces, and nothing is added before the first or after the last", () => {
  const text = new TextBuilder(100);
  text.part("\n\n");
  text.add("One", "");
  text.part(" ");
  text.part("\n\n");
  text.part(", ");
  text.add("two", "");
  text.breakLine();
  text.part(" ");
  text.add("three", "");
  text.breakLine();
  text.breakLine();
  text.add("four:", "");
  text.part(", ");
  text.add("five", "");
  text.part(", ");
  text.add("six", "");
  text.part("\n\n");
  assert.equal(text.build()?.text, "One\n\ntwo\nthree\n\nfour: five, six");
});

test("ranges follow one another without gaps, and one language makes one range", () => {
  const text = new TextBuilder(100);
  text.add("One", "en");
  text.part(" ");
  text.add("two", "en");
  text.part("\n\n");
  text.add("drei", "de");
  text.add("vier", "");
  assert.deepEqual(text.build(), {
    mapId: null,
    text: "One two\n\ndreivier",
    truncated: false,
    ranges: [
      { start: 0, end: 9, language: "en" },
      { start: 9, end: 13, language: "de" },
      { start: 13, end: 17, language: "" },
    ],
  });
});

test("text over the limit is cut off with its ranges; text at the limit is not", () => {
  const cut = new TextBuilder(5);
  cut.add("12345", "en");
  assert.equal(cut.isFull, false);
  assert.equal(cut.build()?.truncated, false);
  cut.add("6", "fr");
  assert.equal(cut.isFull, true);
  assert.deepEqual(cut.build(), { mapId: null, text: "12345", truncated: true, ranges: [{ start: 0, end: 5, language: "en" }] });
});

test("white space alone gives null", () => {
  const text = new TextBuilder(5);
  assert.equal(text.build(), null);
  text.add("\u00a0", "");
  assert.equal(text.build(), null);
});
