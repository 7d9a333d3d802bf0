import { loadEspeakData, type EspeakAssets } from "./espeak/espeak-data.ts";
import { createPiperPhonemize } from "./piper-phonemize.ts";

/** Converts text to the phoneme ids on which Piper's models are trained. */
export interface Phonemizer {
  /**
   * The ids that Piper's own phonemizer gives for `text`, including the start and end marks. Rejects if the text has lone surrogates or is longer
   * than 16 kB, or if a dictionary cannot be read. The next call is not affected.
   */
  phonemeIds(text: string): Promise<number[]>;
}

/** The program's stack has 64 kB and holds its arguments. With longer arguments the program would overwrite its own data. */
const maxInputBytes = 16 * 1024;

/** Loads the phonemizer for `espeakVoice` (a name as in a Piper voice's `espeak.voice`) from `assets`. Rejects if espeak has no voice of this name. */
export async function createPhonemizer(assets: EspeakAssets, espeakVoice: string): Promise<Phonemizer> {
  const [data, program] = await Promise.all([loadEspeakData(assets), assets.read("piper_phonemize.wasm")]);
  await data.addDictionaries([data.dictionaryOf(espeakVoice) ?? ""]);
  const run = await createPiperPhonemize(await WebAssembly.compile(program), data.files);

  /** Runs the program again after loading the dictionaries that it did not find. Only the program knows which ones a text needs, for example English for Latin words. */
  async function print(text: string): Promise<string> {
    const input = JSON.stringify([{ text: text.trim() }]);
    if (new TextEncoder().encode(input).length > maxInputBytes) throw new Error("the text is too long to phonemize");
    // Without the last argument the program rejects a whole text for one phoneme without an id in Piper (Latvian and Japanese have some).
    const args = ["-l", espeakVoice, "--input", input, "--espeak_data", "/espeak-ng-data", "--allow_missing_phonemes"];
    for (;;) {
      const { stdout, missing } = run(args);
      if (!(await data.addDictionaries(missing))) return stdout;
    }
  }

  async function phonemeIds(text: string): Promise<number[]> {
    const [line = ""] = (await print(text)).split("\n");
    // The program prints one line of JSON for each text, and there is one text.
    const { phoneme_ids: ids } = JSON.parse(line) as { phoneme_ids: number[] };
    return ids;
  }

  await phonemeIds("").catch((cause: unknown) => {
    throw new Error(`espeak cannot speak with a voice named "${espeakVoice}"`, { cause });
  });
  return { phonemeIds };
}
