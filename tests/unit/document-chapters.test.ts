import assert from "node:assert/strict";
import { test } from "node:test";
import { documentChapters } from "../../reader/export/document-chapters.ts";

/** Which entries of a table of contents become chapters of an audio file. */

const entries = (...levels: number[]) => levels.map((level, i) => ({ title: `${i}`, level, section: 0, elementId: `e${i}` }));
const chosen = (...levels: number[]): string[] => documentChapters(entries(...levels)).map(({ title }) => title);

test("the two upper levels begin chapters, whatever their numbers are", () => {
  assert.deepEqual(chosen(2, 4, 5, 4, 2), ["0", "1", "3", "4"]);
  assert.deepEqual(chosen(), []);
});

test("a level that has no room is left out, and of one that is too long as many as there is room for", () => {
  const parts = Array.from({ length: 300 }, (_, i) => (i % 100 === 0 ? 1 : 2));
  assert.deepEqual(chosen(...parts), ["0", "100", "200"]);
  const many = chosen(...Array<number>(600).fill(1));
  assert.equal(many.length, 200);
  assert.deepEqual(many.slice(0, 3), ["0", "3", "6"]);
});
