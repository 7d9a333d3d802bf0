import assert from "node:assert/strict";
import { test } from "node:test";
import { firstWords } from "../../src/shared/first-words.ts";

test("a short text is shown completely, on one line", () => {
  assert.equal(firstWords("  One\n two\t three. "), "One two three.");
});

test("a long text is shortened between words, with an ellipsis", () => {
  const words = firstWords("word ".repeat(100_000));
  assert.ok(words.length <= 120 && words.endsWith("word…"), words);
});

test("a text without spaces is shortened between characters", () => {
  const words = firstWords("𠮷".repeat(500));
  assert.match(words, /^(?:𠮷)+…$/u);
  assert.ok(words.length <= 120);
});

test("a text that begins with very many spaces also gets an ellipsis", () => {
  assert.equal(firstWords(`${" ".repeat(1_195)}hello ${"world ".repeat(50)}`), "hello…");
});
