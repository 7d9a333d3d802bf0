import assert from "node:assert/strict";
import { test } from "node:test";
import { createTextFinder, type Surroundings } from "../../content/follow/find-text.ts";

const nowhere = { before: "", after: "", near: 0 };

/** The parts of `text` that were found. */
function found(text: string, wanted: string, surroundings: Surroundings = nowhere): string[] {
  return createTextFinder(text)
    .find(wanted, surroundings)
    .map(({ start, end }) => text.slice(start, end));
}

const startOf = (text: string, wanted: string, surroundings: Surroundings): number | undefined =>
  createTextFinder(text).find(wanted, surroundings)[0]?.start;

test("white space may differ, and signs mean nothing", () => {
  const text = "One (1) thing.\n\nWhat costs\n$5 [now]? Nothing.";
  assert.deepEqual(found(text, "What costs $5 [now]?"), ["What costs\n$5 [now]?"]);
  assert.deepEqual(found(text, "What costs $6?"), []);
  assert.deepEqual(found(text, " "), []);
  assert.deepEqual(found("One.\n\nTwo  three.", "One. Two three."), ["One.", "Two ", " three."]);
});

test("what was left out of the text is not part of it, and each unit leads to its place", () => {
  const text = "It was built in 1861.[1][2] It has [edit] three floors, see example.org/plans/of/the/harbour?page=12. Another one.";
  const wanted = "It was built in 1861. It has three floors, see example.org.";
  const parts = createTextFinder(text).find(wanted, nowhere);
  assert.deepEqual(
    parts.map(({ start, end }) => text.slice(start, end)),
    ["It was built in 1861.", " It has ", " three floors, see example.org"],
  );
  for (const { from, start, end } of parts) assert.equal(wanted.slice(from, from + end - start), text.slice(start, end));
  assert.deepEqual(found("他[1]在灯塔[2]的楼梯上数了很多次台阶。", "他在灯塔的楼梯上数了很多次台阶。"), [
    "他",
    "在灯塔",
    "的楼梯上数了很多次台阶。",
  ]);
  assert.deepEqual(found("Where it begins and where it does not go on.", "Where it begins and ends."), []);
});

test("of several matches the surroundings decide, then the nearest", () => {
  const text = "A. Yes. B. Yes. C. Yes. D.";
  assert.equal(startOf(text, "Yes.", { before: "B. ", after: " C.", near: 0 }), 11);
  assert.equal(startOf(text, "Yes.", { before: "", after: "", near: 20 }), 19);
});

test("surroundings count, though something was left out of them or of the text", () => {
  const text = "First the keeper said yes, and went. Then the mate [12] said yes, and stayed. Then the pilot said yes, and slept.";
  const surroundings = { before: "Then the mate said ", after: ", and (it is told) stayed.", near: 0 };
  assert.equal(startOf(text, "yes", surroundings), text.indexOf("yes, and stayed"));
  assert.equal(startOf(text, "yes", { ...surroundings, leastCommon: 12 }), text.indexOf("yes, and stayed"));
  assert.equal(startOf(text, "yes", { before: "Nobody knew. ", after: " It was dark.", near: 0, leastCommon: 12 }), undefined);
});

test("a text that is everywhere takes no longer, and the nearest is found", () => {
  const startedAt = performance.now();
  const text = "a ".repeat(250_000);
  assert.equal(startOf(text, "a", { before: "x".repeat(80), after: "y".repeat(80), near: 400_000 }), 400_000);
  assert.deepEqual(found(text, `${"a ".repeat(140)}b`), []);
  assert.ok(performance.now() - startedAt < 1_000);
});
