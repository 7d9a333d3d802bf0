import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { alignSequences, type AlignmentScores } from "../words/align-sequences.ts";

const scores: AlignmentScores = { pair: (first, second) => (first === second ? 3 : -2), alone: (element) => (element === 0 ? 0 : -1.5) };

const align = (first: number[], second: number[]): number[] => [...alignSequences(Int32Array.from(first), Int32Array.from(second), scores)];

/** What an alignment is worth. */
function worth(first: number[], second: number[], partners: number[]): number {
  const pairs = partners.flatMap((b, a) => (b >= 0 ? [scores.pair(first[a] ?? 0, second[b] ?? 0)] : [scores.alone(first[a] ?? 0)]));
  const left = second.flatMap((element, b) => (partners.includes(b) ? [] : [scores.alone(element)]));
  return [...pairs, ...left].reduce((sum, score) => sum + score, 0);
}

/** The most that any alignment is worth, by trying all of them. */
function best(first: number[], second: number[]): number {
  const [a, ...afterA] = first;
  const [b, ...afterB] = second;
  if (a === undefined || b === undefined) return [...first, ...second].reduce((sum, element) => sum + scores.alone(element), 0);
  return Math.max(scores.pair(a, b) + best(afterA, afterB), scores.alone(a) + best(afterA, second), scores.alone(b) + best(first, afterB));
}

test("elements that are missing, added or changed do not move the others", () => {
  assert.deepEqual(align([1, 2, 3, 4], [1, 2, 3, 4]), [0, 1, 2, 3]);
  assert.deepEqual(align([1, 2, 3, 4], [1, 4]), [0, -1, -1, 1]);
  assert.deepEqual(align([1, 4], [1, 2, 3, 4]), [0, 3]);
  assert.deepEqual(align([1, 9, 3], [1, 2, 3]), [0, 1, 2]);
  assert.deepEqual(align([], [1]), []);
  assert.deepEqual(align([1], []), [-1]);
});

test("no alignment is better, and partners are in order", () => {
  const sequence = fc.array(fc.nat(3), { maxLength: 7 });
  fc.assert(
    fc.property(sequence, sequence, (first, second) => {
      const partners = align(first, second);
      const found = partners.filter((partner) => partner >= 0);
      assert.deepEqual(
        found,
        [...new Set(found)].sort((a, b) => a - b),
      );
      assert.equal(worth(first, second, partners), best(first, second));
    }),
    { numRuns: 500 },
  );
});

test("long sequences of any lengths are aligned in bounded time", () => {
  const many = (length: number): number[] => Array.from({ length }, (_, index) => 1 + ((index * index) % 97));
  for (const [first, second] of [
    [5000, 5000],
    [5000, 1],
    [1, 5000],
    [3000, 300],
  ] as const) {
    const partners = align(many(first), many(second));
    assert.equal(partners.length, first);
    if (first === second) assert.ok(partners.every((partner, index) => partner === index));
  }
});
