import { loadEspeakData, type EspeakAssets } from "./espeak/espeak-data.ts";
import { createEspeakSpeaker } from "./espeak/espeak-speaker.ts";
import { createPhonemeNotation, type PhonemeNotation } from "./espeak/phoneme-notation.ts";
import type { GivenPhonemes } from "../given-phonemes.ts";
import { createPiperPhonemize } from "./piper-phonemize.ts";
import { piperSymbolIds } from "./piper-symbols.ts";
import { readIpa } from "./espeak/read-ipa.ts";

/** Converts text to the phoneme ids on which Piper's models are trained. */
export interface Phonemizer {
  /**
   * The ids that Piper's own phonemizer gives for `text`, including the start and end marks. Rejects if the text has lone surrogates or is longer
   * than 16 kB, or if a dictionary cannot be read. The next call is not affected.
   */
  phonemeIds(text: string): Promise<number[]>;
  /**
   * The ids of `text`, and those of each of the `words` alone, in hardly more time than those of `text`. The latter are empty for a word in which there
   * is nothing to speak, or that cannot be phonemized. Rejects as `phonemeIds` does.
   */
  withWords(text: string, words: readonly string[]): Promise<{ ids: number[]; wordIds: number[][] }>;
  /** The ids of phonemes that somebody wrote, without pads and marks; and the symbols that have none, which are left out. */
  read(given: GivenPhonemes): Promise<{ ids: number[]; unknown: string[] }>;
}

/** The program's stack has 64 kB and holds its arguments. With longer arguments the program would overwrite its own data. */
const maxInputBytes = 16 * 1024;

/** Between the words of a list. It ends espeak's clause, so that each word sounds as alone, and the program prints a semicolon for it. */
const separator = " ;\n";
const semicolon = 12;
/** Bounds the time that is spent on words when a list of them cannot be phonemized: a run takes about 3 ms. */
const mostFallbackRuns = 31;

/** Loads the phonemizer for `espeakVoice` (a name as in a Piper voice's `espeak.voice`) from `assets`. Rejects if espeak has no voice of this name. */
export async function createPhonemizer(assets: EspeakAssets, espeakVoice: string): Promise<Phonemizer> {
  const [data, program] = await Promise.all([loadEspeakData(assets), assets.read("piper_phonemize.wasm")]);
  await data.addDictionaries([data.dictionaryOf(espeakVoice) ?? ""]);
  const run = await createPiperPhonemize(await WebAssembly.compile(program), data.files);

  /** The ids of each text. Runs the program again after loading the dictionaries that it did not find. Only the program knows which ones a text needs, for example English for Latin words. */
  async function print(texts: readonly string[]): Promise<number[][]> {
    const input = inputOf(texts);
    if (byteLength(input) > maxInputBytes) throw new Error("the text is too long to phonemize");
    // Without the last argument the program rejects a whole text for one phoneme without an id in Piper (Latvian and Japanese have some).
    const args = ["-l", espeakVoice, "--input", input, "--espeak_data", "/espeak-ng-data", "--allow_missing_phonemes"];
    for (;;) {
      const { stdout, missing } = run(args);
      if (!(await data.addDictionaries(missing))) return stdout.split("\n").flatMap(idsIn);
    }
  }

  async function phonemeIds(text: string): Promise<number[]> {
    const [ids = []] = await print([text]);
    return ids;
  }

  function tryToPrint(texts: readonly string[]): Promise<number[][] | undefined> {
    return print(texts).catch(() => undefined);
  }

  async function withWords(text: string, words: readonly string[]): Promise<{ ids: number[]; wordIds: number[][] }> {
    if (words.length === 0) return { ids: await phonemeIds(text), wordIds: [] };
    const different = [...new Set(words)];
    const list = different.join(separator);
    // The program sometimes overwrites its own data, in a few Russian words for example, and fails in the next text. Then each has a run of its own.
    const [ids, listIds] = (await tryToPrint([text, list])) ?? [await phonemeIds(text), (await tryToPrint([list]))?.[0]];
    const alone = splitList(listIds, different.length) ?? (await idsOfEach(different));
    const found = new Map(different.map((word, index) => [word, alone[index] ?? []]));
    return { ids: ids ?? [], wordIds: words.map((word) => found.get(word) ?? []) };
  }

  /** The ids of each word alone, with a text for each, which takes several times as long as a list. Those are empty for which it would take too long. */
  async function idsOfEach(words: readonly string[], mostRuns = mostFallbackRuns): Promise<number[][]> {
    if (mostRuns < 1) return words.map(() => []);
    try {
      return await print(words);
    } catch {
      // Some words are too long, or there are too many.
      if (words.length === 1) return [[]];
      const half = Math.ceil(words.length / 2);
      const runs = (mostRuns - 1) / 2;
      return [...(await idsOfEach(words.slice(0, half), runs)), ...(await idsOfEach(words.slice(half), runs))];
    }
  }

  let notation: Promise<PhonemeNotation> | undefined;

  /** eSpeak NG's notation is read by eSpeak NG itself, which is loaded when it is first needed. */
  function openNotation(): Promise<PhonemeNotation> {
    notation ??= createEspeakSpeaker(data.files, espeakVoice).then((speaker) => createPhonemeNotation(data, espeakVoice, () => speaker));
    return notation;
  }

  async function read({ notation: written, symbols }: GivenPhonemes): Promise<{ ids: number[]; unknown: string[] }> {
    const { symbols: ipa, unknown } = written === "ipa" ? { symbols, unknown: [] } : (await openNotation()).toIpa(symbols);
    const all = readIpa(ipa, espeakVoice).map((symbol) => ({ symbol, id: piperSymbolIds.get(symbol) }));
    return {
      ids: all.flatMap(({ id }) => id ?? []),
      unknown: [...new Set([...unknown, ...all.flatMap(({ symbol, id }) => (id === undefined ? [symbol] : []))])],
    };
  }

  await phonemeIds("").catch((cause: unknown) => {
    throw new Error(`espeak cannot speak with a voice named "${espeakVoice}"`, { cause });
  });
  return { phonemeIds, withWords, read };
}

function inputOf(texts: readonly string[]): string {
  return JSON.stringify(texts.map((text) => ({ text: text.trim() })));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The ids in a line of JSON that the program prints; there is one line for each text. */
function idsIn(line: string): number[][] {
  return line === "" ? [] : [(JSON.parse(line) as { phoneme_ids: number[] }).phoneme_ids];
}

/** The ids of each word in a list of `count` words; undefined without ids, and if there are more or fewer semicolons than between so many words. */
function splitList(ids: readonly number[] | undefined, count: number): number[][] | undefined {
  const words: number[][] = [[]];
  for (const id of ids ?? []) {
    if (id === semicolon) words.push([]);
    else words.at(-1)?.push(id);
  }
  return ids && words.length === count ? words : undefined;
}
