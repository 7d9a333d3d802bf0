import assert from "node:assert/strict";
import type { ToneSymbol } from "../../../engine/tests/voices/tone-symbol.ts";
import { idsHeard } from "./ids-heard.ts";

/** A busy machine loses no more of a long recording than this share. */
const mostLost = 0.03;

/**
 * Asserts that a long text was heard to its end: each phoneme id once and in order. Of a long recording a busy machine may lose some symbols,
 * so a few may be missing, far fewer than the shortest sentence has.
 */
export function assertHeardInOrder(symbols: readonly ToneSymbol[], expected: readonly number[]): void {
  const heard = idsHeard(symbols);
  let at = 0;
  for (const [index, id] of heard.entries()) {
    const found = expected.indexOf(id, at);
    assert.ok(found >= 0, `symbol ${index} of what was heard, ${id}, is not among what follows ${at} of ${expected.length}`);
    at = found + 1;
  }
  assert.ok(heard.length >= (1 - mostLost) * expected.length, `${heard.length} of ${expected.length} symbols were heard`);
}
