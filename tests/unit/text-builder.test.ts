import assert from "node:assert/strict";
import { test } from "node:test";
import { TextBuilder, type BuiltText } from "../../content/text/text-builder.ts";

/** No page: only the node's identity counts here. */
const node = {} as Text;

/** What was built, without its pieces. */
function without(built: BuiltText | null): Omit<BuiltText, "pieces"> | null {
  if (!built) return null;
  const { pieces: _pieces, ...rest } = built;
  return rest;
}

test("the strongest gap separates two pieces, and nothing is added before the first or after the last", () => {
  const text = new TextBuilder(100);
  text.part("\n\n");
  text.addShown("One", "", node, 0);
  text.part(" ");
  text.part("\n\n");
  text.part(", ");
  text.addShown("two", "", node, 0);
  text.breakLine();
  text.part(" ");
  text.addShown("three", "", node, 0);
  text.breakLine();
  text.breakLine();
  text.addShown("four:", "", node, 0);
  text.part(", ");
  text.addShown("five", "", node, 0);
  text.part(", ");
  text.addShown("six", "", node, 0);
  text.part("\n\n");
  assert.equal(text.build()?.text, "One\n\ntwo\nthree\n\nfour: five, six");
});

test("ranges follow one another without gaps, and one language makes one range", () => {
  const text = new TextBuilder(100);
  text.addShown("One", "en", node, 0);
  text.part(" ");
  text.addShown("two", "en", node, 0);
  text.part("\n\n");
  text.addShown("drei", "de", node, 0);
  text.addShown("vier", "", node, 0);
  assert.deepEqual(without(text.build()), {
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
  cut.addShown("12345", "en", node, 0);
  assert.equal(cut.isFull, false);
  assert.equal(cut.build()?.truncated, false);
  cut.addShown("6", "fr", node, 0);
  assert.equal(cut.isFull, true);
  assert.deepEqual(without(cut.build()), { text: "12345", truncated: true, ranges: [{ start: 0, end: 5, language: "en" }] });
});

test("white space alone gives null", () => {
  const text = new TextBuilder(5);
  assert.equal(text.build(), null);
  text.addShown("\u00a0", "", node, 0);
  assert.equal(text.build(), null);
});

test("pieces that follow one another in their node are one piece, white space between them included", () => {
  const text = new TextBuilder(100);
  const element = {} as Element;
  text.space(node, 0);
  text.addShown("One", "en", node, 2);
  text.space(node, 5);
  text.addShown("two", "en", node, 6);
  text.space(node, 9);
  text.addShown("three", "en", node, 12);
  text.part("\n\n");
  text.addSaid("x²", "en", element);
  const built = text.build();
  assert.equal(built?.text, "One two three\n\nx²");
  assert.deepEqual(
    [...(built?.pieces.from(0) ?? [])],
    [
      { start: 0, end: 8, node, offset: 2 },
      { start: 8, end: 13, node, offset: 12 },
      { start: 15, end: 17, node: element, offset: null },
    ],
  );
  assert.deepEqual(
    [0, 7, 8, 14, 17].map((offset) => built?.pieces.indexAfter(offset)),
    [0, 0, 1, 2, 3],
  );
});
