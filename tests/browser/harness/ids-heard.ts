import type { ToneSymbol } from "../../../engine/tests/voices/tone-symbol.ts";

/**
 * The phoneme ids of decoded symbols, for tests that are not about gaps: where a busy machine interrupted a symbol, its two parts count
 * once. They are told from a symbol that was spoken twice by the beat, which differs between any two that follow each other.
 */
export function idsHeard(symbols: readonly ToneSymbol[]): number[] {
  return symbols
    .filter(({ id, beat }, index) => {
      const last = symbols[index - 1];
      return !last || last.id !== id || last.beat !== beat;
    })
    .map(({ id }) => id);
}
