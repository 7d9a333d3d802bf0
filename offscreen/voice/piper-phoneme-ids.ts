/** Piper's own symbols in the order of their ids, 0 to 158: piper-phonemize's default map, which the phonemizer here speaks. */
const symbols =
  "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyz" +
  "æçðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲ" +
  "ˈˌːˑ˞βθχᵻⱱ0123456789\u0327\u0303\u032a\u032f\u0329ʰˤε↓#\"↑\u033a\u033bgʦX\u031d\u030a";

const ids: ReadonlyMap<string, number> = new Map(Array.from(symbols, (symbol, id) => [symbol, id]));

/** The first symbol of a config's `phoneme_id_map` that has another id than Piper's, or undefined when there is none; symbols that Piper's map has not do not matter. */
export function foreignPhoneme(map: Record<string, unknown>): string | undefined {
  return Object.keys(map).find((symbol) => {
    const id = ids.get(symbol);
    const given = map[symbol];
    return id !== undefined && !(Array.isArray(given) && given.length === 1 && given[0] === id);
  });
}
