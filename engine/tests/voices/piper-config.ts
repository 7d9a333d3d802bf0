/** The content of the `.onnx.json` file of a Piper voice. */
export interface PiperConfigJson {
  audio: { sample_rate: number; quality: string };
  espeak: { voice: string };
  inference: { noise_scale: number; length_scale: number; noise_w: number };
  phoneme_type: "espeak";
  phoneme_map: Record<string, string[]>;
  phoneme_id_map: Record<string, number[]>;
  num_symbols: number;
  num_speakers: number;
  speaker_id_map: Record<string, number>;
  piper_version: string;
  language: {
    code: string;
    family: string;
    region: string;
    name_native: string;
    name_english: string;
    country_english: string;
  };
  dataset: string;
}

/** Piper's symbols in the order of their ids, 0 to 158, as in the default map of piper-phonemize. */
const piperSymbols =
  "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyz" +
  "æçðøħŋœǀǁǂǃɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɠɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲ" +
  'ˈˌːˑ˞βθχᵻⱱ0123456789\u0327\u0303\u032a\u032f\u0329ʰˤε↓#"↑\u033a\u033bgʦX\u031d\u030a';

/** All phonemes of Piper's voices, each with the list of its ids (always one). */
export const piperPhonemeIdMap: Record<string, number[]> = Object.fromEntries([...piperSymbols].map((symbol, id) => [symbol, [id]]));
