import { piperSymbolIds } from "../vocabulary.ts";

/**
 * The first symbol in a config's `phoneme_id_map` whose id differs from Piper's, or undefined. Symbols that are not in Piper's map are
 * ignored.
 */
export function foreignPhoneme(map: Record<string, unknown>): string | undefined {
  return Object.keys(map).find((symbol) => {
    const id = piperSymbolIds.get(symbol);
    const given = map[symbol];
    return id !== undefined && !(Array.isArray(given) && given.length === 1 && given[0] === id);
  });
}
