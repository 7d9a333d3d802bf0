/** Piper's symbols in the order of their ids, 0 to 158: the default map of piper-phonemize, which the phonemizer uses. */
const symbols =
  "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyz" +
  "æçðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲ" +
  'ˈˌːˑ˞βθχᵻⱱ0123456789\u0327\u0303\u032a\u032f\u0329ʰˤε↓#"↑\u033a\u033bgʦX\u031d\u030a';

/** The id of each of Piper's symbols. */
export const piperSymbolIds: ReadonlyMap<string, number> = new Map(Array.from(symbols, (symbol, id) => [symbol, id]));
