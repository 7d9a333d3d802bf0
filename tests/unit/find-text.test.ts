import assert from "node:assert/strict";
import { test } from "node:test";
import { findText } from "../../content/follow/find-text.ts";

const nowhere = { before: "", after: "", near: 0 };

test("white space may differ, and signs mean themselves", () => {
  const text = "One (1) thing.\n\nWhat costs\n$5 [now]? Nothing.";
  const found = findText(text, "What costs $5 [now]?", nowhere);
  assert.equal(text.slice(found?.start, found?.end), "What costs\n$5 [now]?");
  assert.equal(findText(text, "What costs $6?", nowhere), undefined);
  assert.equal(findText(text, " ", nowhere), undefined);
});

test("of several matches the surroundings decide, then the nearest", () => {
  const text = "A. Yes. B. Yes. C. Yes. D.";
  assert.equal(findText(text, "Yes.", { before: "B. ", after: " C.", near: 0 })?.start, 11);
  assert.equal(findText(text, "Yes.", { before: "", after: "", near: 20 })?.start, 19);
});

test("a text that is everywhere takes no longer", () => {
  const startedAt = performance.now();
  assert.ok(findText("a ".repeat(250_000), "a", { before: "x".repeat(80), after: "y".repeat(80), near: 400_000 }));
  assert.ok(performance.now() - startedAt < 1_000);
});
