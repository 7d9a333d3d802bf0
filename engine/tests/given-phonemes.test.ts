import assert from "node:assert/strict";
import { test } from "node:test";
import { env } from "onnxruntime-web/wasm";
import type { LoadedVoice } from "../loaded-voice.ts";
import { joinPcm, type Chunk, type WordTiming } from "../pcm.ts";
import { loadEspeakData } from "../phonemes/espeak/espeak-data.ts";
import { createEspeakSpeaker } from "../phonemes/espeak/espeak-speaker.ts";
import { escapeMarkup } from "../phonemes/espeak/escape-markup.ts";
import { createInstantVoice } from "../phonemes/espeak/instant-voice.ts";
import { createPhonemeNotation, type PhonemeNotation } from "../phonemes/espeak/phoneme-notation.ts";
import { readPhonemeTable } from "../phonemes/espeak/phoneme-table.ts";
import type { GivenPhonemes, PhonemeRange } from "../given-phonemes.ts";
import { createPhonemizer, type Phonemizer } from "../phonemes/phonemizer.ts";
import { piperSymbolIds } from "../phonemes/piper-symbols.ts";
import { readIpa } from "../phonemes/espeak/read-ipa.ts";
import { openPiperVoice } from "../piper-voice.ts";
import { idsOfText, wordsWith } from "../words/ids-of-text.ts";
import { createWordSplitter } from "../words/split-words.ts";
import { builtEspeakAssets } from "./phonemes/built-espeak-assets.ts";
import { readCorpus } from "./phonemes/corpus.ts";
import { decodeTones } from "./voices/decode-tones.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const assets = await builtEspeakAssets();
const symbols = [...piperSymbolIds.keys()];
const ipaOf = (ids: readonly number[]): string =>
  ids
    .filter((id) => id > 2)
    .map((id) => symbols[id])
    .join("");

/** The range of `word` in `text`, said by phonemes. */
function rangeOf(text: string, word: string, phonemes: string, notation: GivenPhonemes["notation"] = "ipa"): PhonemeRange {
  const start = text.indexOf(word);
  assert.ok(start >= 0, `${word} in ${text}`);
  return { start, end: start + word.length, notation, symbols: phonemes };
}

async function idsWith(phonemizer: Phonemizer, espeakVoice: string, text: string, ...given: PhonemeRange[]) {
  const words = wordsWith(createWordSplitter(espeakVoice)(text), given);
  return { words, ...(await idsOfText(text, words, given, phonemizer)) };
}

test("IPA is read as Piper's voices know it", () => {
  assert.equal(readIpa("/həˈləʊ/", "en-gb").join(""), "həlˈəʊ");
  assert.equal(readIpa("[ˈt͡ʃiːz ˈkeɪk]", "en-us").join(""), "tʃˈiːz kˈeɪk");
  assert.equal(readIpa("ha'lo:", "de").join(""), "halˈoː");
  assert.equal(readIpa("bɔ̃.ʒuʁ", "fr").join(""), "bɔ\u0303ʒuʁ");
  assert.equal(readIpa("mãe", "pt").join(""), "ma\u0303e");
  assert.equal(readIpa("ça", "fr").join(""), "c\u0327a");
  assert.equal(readIpa("red gɪf", "en-us").join(""), "ɹed ɡɪf");
  assert.equal(readIpa("pero", "es").join(""), "pero");
  assert.equal(readIpa("  ", "es").join(""), "");
});

test("a word that is given the phonemes that espeak says for it changes nothing, in any text", async (context) => {
  let [compared, apart] = [0, 0];
  for (const espeakVoice of ["en-us", "fr", "de", "es", "ru"]) {
    const phonemizer = await createPhonemizer(assets, espeakVoice);
    for (const { text } of readCorpus()[espeakVoice]?.slice(-30) ?? []) {
      const plain = await idsWith(phonemizer, espeakVoice, text);
      // A long word in the middle.
      const word = plain.words.findIndex(({ start, end }, index) => index >= 2 && /^\p{L}{5,}$/u.test(text.slice(start, end)));
      const { start, end } = plain.words[word] ?? {};
      const [from, to] = [plain.starts[word], plain.starts.slice(word + 1).find((next) => next !== undefined)];
      if (start === undefined || end === undefined || from === undefined || to === undefined) continue;
      const own = ipaOf(plain.ids.slice(from, to)).replace(/[ .,;:!?'"()-]+$/, "");
      const given = await idsWith(phonemizer, espeakVoice, text, { start, end, notation: "ipa", symbols: own });
      if (own.includes(" ")) apart++;
      else {
        assert.deepEqual(given.ids, plain.ids, `${espeakVoice}: ${text.slice(start, end)} in ${text}`);
        assert.deepEqual(given.starts, plain.starts);
        compared++;
      }
    }
  }
  context.diagnostic(`${compared} compared, ${apart} of several words`);
  assert.ok(compared > 60);
});

test("given phonemes stand in place of the word, and the words behind it move", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  const text = "Say nginx, and the other words.";
  const plain = await idsWith(phonemizer, "en-us", text);
  const { ids, words, starts } = await idsWith(phonemizer, "en-us", text, rangeOf(text, "nginx", "ˈɛndʒɪn ˈɛks"));
  assert.equal(ipaOf(ids), ipaOf(plain.ids).replace(/(?<=sˈeɪ )[^,]+/, "ˈɛndʒɪn ˈɛks"));
  for (const [word, { start, end }] of words.entries()) {
    const heard = ipaOf(ids.slice(starts[word]));
    const written = text.slice(start, end);
    assert.ok(
      heard.startsWith({ Say: "sˈeɪ", nginx: "ˈɛndʒɪn ˈɛks,", and: "ænd", the: "ðɪ", other: "ˈʌðɚ", words: "wˈɜːdz" }[written] ?? "?"),
      written,
    );
  }
});

test("a word that espeak joins to another, or that it does not say, is said all the same", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  for (const [text, word, phonemes, expected] of [
    ["One of the roads.", "of", "ˈɔf", /^wˌʌn ˈɔf ðə ɹˈoʊdz\.$/],
    ["A ⁂ here.", "⁂", "stˈɑː", /stˈɑː hˈɪɹ\.$/],
    ["A rewriter writes.", "writer", "bˈuː", /bˈuː ɹˈaɪts\.$/],
    ["⁂", "⁂", "stˈɑː", /^stˈɑː$/],
  ] as const) {
    const { ids, starts, words } = await idsWith(phonemizer, "en-us", text, rangeOf(text, word, phonemes));
    assert.match(ipaOf(ids), expected);
    assert.equal(ids[0], 1);
    assert.equal(ids.at(-1), 2);
    assert.ok(
      ids.every((id, index) => index === 0 || id === 2 || (id === 0) === (index % 2 === 1)),
      "pads are between all ids",
    );
    const at = starts[words.findIndex(({ start }) => start === text.indexOf(word))];
    assert.ok(at !== undefined && ipaOf(ids.slice(at)).startsWith(phonemes), text);
  }
});

test("eSpeak's notation is what eSpeak says for it", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  const ids = async (given: GivenPhonemes): Promise<string> => ipaOf((await phonemizer.read(given)).ids);
  assert.equal(await ids({ notation: "espeak", symbols: "h@l'oU" }), "həlˈoʊ");
  assert.equal(await ids({ notation: "espeak", symbols: "[[h@l'oU w'3:ld]]" }), "həlˈoʊ wˈɜːld");
  const german = await createPhonemizer(assets, "de");
  assert.equal(ipaOf((await german.read({ notation: "espeak", symbols: "Z'u:rnA:l" })).ids), "ʒˈuːɾnɑːl");
});

test("symbols that a voice does not have are left out and told", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  assert.deepEqual(await phonemizer.read({ notation: "ipa", symbols: "a中b7" }), { ids: [14, 15, 137], unknown: ["中"] });
  assert.deepEqual((await phonemizer.read({ notation: "espeak", symbols: "h@é" })).unknown, ["é"]);
  const instant = await createInstantVoice(assets, "en-us");
  assert.deepEqual(await instant.unknownSymbols({ notation: "ipa", symbols: "həˈləʊ" }), []);
  assert.deepEqual(await instant.unknownSymbols({ notation: "ipa", symbols: "hə中" }), ["中"]);
  assert.deepEqual(await instant.unknownSymbols({ notation: "espeak", symbols: "h@l'oU é" }), ["é"]);
  assert.deepEqual(await instant.unknownSymbols({ notation: "espeak", symbols: "" }), []);
});

test("every voice of eSpeak has a table of phonemes", async () => {
  const data = await loadEspeakData(assets);
  const phontab = data.files.get("phontab");
  assert.ok(phontab);
  const voices = [...data.files.keys()].flatMap((path) => (path.startsWith("lang/") ? [path.split("/").at(-1) ?? ""] : []));
  assert.ok(voices.length > 100);
  for (const voice of voices) assert.ok(readPhonemeTable(phontab, data.phonemesOf(voice) ?? "").length > 60, voice);
  assert.deepEqual(readPhonemeTable(phontab, "nothing"), []);
});

async function openNotation(espeakVoice: string): Promise<PhonemeNotation> {
  const data = await loadEspeakData(assets);
  await data.addDictionaries([data.dictionaryOf(espeakVoice) ?? ""]);
  const speaker = await createEspeakSpeaker(data.files, espeakVoice);
  return createPhonemeNotation(data, espeakVoice, () => speaker);
}

test("IPA in eSpeak's notation sounds like that IPA", async () => {
  for (const [voice, ...words] of [
    ["en-us", "həlˈoʊ", "tʃˈiːz kˈeɪk", "ˈɛndʒɪnˌɛks", "ɹˈaʊɾɚ", "θˈɪŋk"],
    ["en-gb-x-rp", "həlˈəʊ", "bˈɒɹəʊ"],
    ["fr", "bɔ̃ʒˈuʁ", "ʃɑ̃pˈɛ̃", "ˈœ̃", "ɲˈo"],
    ["de", "ˈyːbɜ", "ʃtɾˈɑːsə", "ˈøːl", "pfˈɛɾt", "ˈaɪn"],
    ["es", "ˈaɾβol", "kˈaʎe", "θˈjelo"],
  ] as const) {
    const { toIpa, toEspeak } = await openNotation(voice);
    for (const ipa of words) {
      const { symbols: espeak, unknown } = toEspeak(ipa);
      assert.deepEqual(unknown, [], `${voice}: ${ipa}`);
      assert.equal(readIpa(toIpa(espeak).symbols, voice).join(""), readIpa(ipa, voice).join(""), `${voice}: ${espeak}`);
    }
  }
});

async function speak(
  voice: LoadedVoice,
  text: string,
  ...phonemes: PhonemeRange[]
): Promise<{ samples: Float32Array; sampleRate: number; words: WordTiming[] }> {
  const chunks: Chunk[] = [];
  await voice.speak(text, 0, { push: (chunk) => chunks.push(chunk) > 0, ready: async () => true }, undefined, phonemes);
  const [first, ...rest] = chunks;
  assert.ok(first);
  return { ...joinPcm([first, ...rest]), words: chunks.flatMap(({ words }) => words) };
}

test("a Piper voice says given phonemes, and times the words around them", async () => {
  const parameters = { sampleRate: 22_050, espeakVoice: "en-us", noiseScale: 0, lengthScale: 1, noiseW: 0, speakerCount: 1 };
  const model = new Blob([Uint8Array.from(makeToneVoice().model)]);
  const voice = await openPiperVoice({ kind: "piper", model, sha256: undefined, parameters, streams: false, threads: 1 }, assets, "");
  const text = "The GIF-maker [[n'In]] works.";
  const { samples, sampleRate, words } = await speak(voice, text, rangeOf(text, "GIF-maker", "dʒˈɪf mˈeɪkɚ"));
  const tones = decodeTones(samples, sampleRate).symbols;
  const heard = words.map(({ start, end, startSeconds }, index) => {
    const endSeconds = words[index + 1]?.startSeconds ?? Infinity;
    const own = tones.filter((tone) => tone.startSeconds > startSeconds - 0.01 && tone.startSeconds < endSeconds - 0.01);
    return [text.slice(start, end), ipaOf(own.map(({ id }) => id)).trim()];
  });
  assert.deepEqual(heard.slice(0, 2), [
    ["The", "ðə"],
    ["GIF-maker", "dʒˈɪf mˈeɪkɚ"],
  ]);
  assert.deepEqual(heard.at(-1), ["works", "wˈɜːks."]);
  await assert.rejects(speak(voice, text, { start: 5, end: 2, notation: "ipa", symbols: "a" }), /ranges of phonemes/);
  await assert.rejects(speak(voice, text, { start: 5, end: 99, notation: "ipa", symbols: "a" }), /ranges of phonemes/);
});

test("the instant voice says given phonemes, and nothing that a page writes in brackets", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  const text = "The gif [[h@l'oU]] works.";
  const given = await speak(voice, text, rangeOf(text, "gif", "ˈaɪ ˈaɪ ˈaɪ ˈaɪ ˈaɪ ˈaɪ"));
  const plain = await speak(voice, text);
  assert.ok(
    given.samples.length > plain.samples.length + given.sampleRate / 2,
    `${given.samples.length} samples, ${plain.samples.length} as written`,
  );
  const wordsOf = ({ words }: { words: WordTiming[] }): string[] => words.map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(wordsOf(given), wordsOf(plain));
  const unread = await speak(voice, text, rangeOf(text, "gif", "中"));
  assert.ok(Math.abs(unread.samples.length - plain.samples.length) < plain.sampleRate / 20);
  const same = await speak(voice, text, rangeOf(text, "gif", "ɡ'If", "espeak"));
  assert.deepEqual(wordsOf(same), wordsOf(plain));
});

test("brackets for phonemes stand only where phonemes were given", () => {
  const { text, offsets } = escapeMarkup("a [[b]] cd.", [{ start: 8, end: 10, symbols: "k|d" }]);
  assert.equal(text, "a [ [ b]] [[k|d]].");
  assert.equal(offsets.length, text.length + 1);
  assert.deepEqual(offsets.slice(text.indexOf("[[k")), [8, 8, 8, 8, 8, 8, 8, 10, 11]);
  assert.equal(escapeMarkup("xyz", [{ start: 1, end: 2, symbols: "i" }]).text, "x [[i]] z");
});
