import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { spokenParts } from "../../content/article/spoken-parts.ts";

const all = { citations: true, longAddresses: true };
const spoken = (text: string, leftOut = all): string =>
  spokenParts(text, leftOut)
    .map(([start, end]) => text.slice(start, end))
    .join("");

test("marks of citations go with the space before them, and other brackets stay", () => {
  assert.equal(spoken("Seen [12]. Said [3, 4] and[5–7] done [a] [citation needed]."), "Seen. Said and done.");
  assert.equal(spoken("[sic] and [2019] and [x = 1]"), "[sic] and [2019] and [x = 1]");
  assert.equal(spoken("Seen [12].", { ...all, citations: false }), "Seen [12].");
});

test("of a long address the host is left, with what ends the sentence", () => {
  assert.equal(spoken("See https://www.example.org/a/very/long/way/to/go?and=more#there."), "See example.org.");
  assert.equal(spoken("(www.example.org/a/very/long/way/to/go/and/back)"), "(example.org)");
  assert.equal(spoken("See https://example.org/short."), "See https://example.org/short.");
});

test("parts are in order, apart, and nothing else is left out", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      " [1]",
      "[2][3]",
      "https://www.example.org/long/long/long/long/long",
      " [https://e.org/[4]aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa] ",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      let before = 0;
      for (const [start, end] of spokenParts(text, all)) {
        assert.ok(start >= before && end > start && end <= text.length);
        before = end;
      }
      assert.equal(spoken(text, { citations: false, longAddresses: false }), text);
    }),
  );
});
