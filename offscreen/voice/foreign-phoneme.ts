/** Piper's symbols in the order of their ids, 0 to 158: the default map of piper-phonemize, which our phonemizer uses. */
const symbols =
  "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyz" +
  "æçðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲ" +
  'ˈˌːˑ˞βθχᵻⱱ0123456789\u0327\u0303\u032a\u032f\u0329ʰˤε↓#"↑\u033a\u033bgʦX\u031d\u030a';

const ids: ReadonlyMap<string, number> = new Map(Array.from(symbols, (symbol, id) => [symbol, id]));

/**
 * The first symbol in a config's `phoneme_id_map` whose id differs from Piper's, or undefined. Symbols that are not in Piper's map are
 * ignored.
 */
export function foreignPhoneme(map: Record<string, unknown>): string | undefined {
  return Object.keys(map).find((symbol) => {
    const id = ids.get(symbol);
    const given = map[symbol];
    return id !== undefined && !(Array.isArray(given) && given.length === 1 && given[0] === id);
  });
}
