import { loadEspeakData, type EspeakAssets } from "./espeak/espeak-data.ts";
import { createPiperPhonemize } from "./piper-phonemize.ts";

/** Turns text into the phoneme ids that Piper's models are trained on. */
export interface Phonemizer {
  /**
   * The ids that Piper's own phonemizer gives for `text`, start and end marks included. Rejects on text that the program refuses
   * (lone surrogates, more than 16 kB) or when a dictionary cannot be read; the next call works all the same.
   */
  phonemeIds(text: string): Promise<number[]>;
}

/** The program's stack is 64 kB and its arguments lie on it; beyond it the program would overwrite its own data. */
const maxInputBytes = 16 * 1024;

/** Loads what `espeakVoice` (a name as in a Piper voice's `espeak.voice`) needs from `assets`. Rejects when espeak has no such voice. */
export async function createPhonemizer(assets: EspeakAssets, espeakVoice: string): Promise<Phonemizer> {
  const [data, program] = await Promise.all([loadEspeakData(assets), assets.read("piper_phonemize.wasm")]);
  await data.addDictionaries([data.dictionaryOf(espeakVoice) ?? ""]);
  const run = await createPiperPhonemize(await WebAssembly.compile(program), data.files);

  /** Which dictionaries a text needs (its language's, English for Latin words, Russian for Cyrillic ones ...) only the program knows. */
  async function print(text: string): Promise<string> {
    const input = JSON.stringify([{ text: text.trim() }]);
    if (new TextEncoder().encode(input).length > maxInputBytes) throw new Error("the text is too long to phonemize");
    // Without the last one a single phoneme that Piper has no id for (Latvian and Japanese have some) would refuse the whole text.
    const args = ["-l", espeakVoice, "--input", input, "--espeak_data", "/espeak-ng-data", "--allow_missing_phonemes"];
    for (;;) {
      const { stdout, missing } = run(args);
      if (!(await data.addDictionaries(missing))) return stdout;
    }
  }

  async function phonemeIds(text: string): Promise<number[]> {
    const [line = ""] = (await print(text)).split("\n");
    // The program's own report; its first line is about the first (and only) text.
    const { phoneme_ids: ids } = JSON.parse(line) as { phoneme_ids: number[] };
    return ids;
  }

  await phonemeIds("").catch((cause: unknown) => {
    throw new Error(`espeak cannot speak with a voice named "${espeakVoice}"`, { cause });
  });
  return { phonemeIds };
}
