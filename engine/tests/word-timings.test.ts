import assert from "node:assert/strict";
import { test } from "node:test";
import { env } from "onnxruntime-web/wasm";
import fc from "fast-check";
import { compileKernels } from "../build/compile-kernels.ts";
import type { LoadedVoice } from "../loaded-voice.ts";
import { joinPcm, type Chunk, type WordTiming } from "../pcm.ts";
import { openPiperVoice } from "../piper-voice.ts";
import { makeBenchVoice } from "./bench-voice/bench-voice.ts";
import { tiny } from "./bench-voice/hyperparameters.ts";
import { builtEspeakAssets } from "./phonemes/built-espeak-assets.ts";
import { readCorpus } from "./phonemes/corpus.ts";
import { decodeTones } from "./voices/decode-tones.ts";
import { piperPhonemeIdMap } from "./voices/piper-config.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const assets = await builtEspeakAssets();
const symbols = new Map(Object.entries(piperPhonemeIdMap).flatMap(([symbol, ids]) => ids.map((id) => [id, symbol] as const)));

async function openToneVoice(espeakVoice: string): Promise<LoadedVoice> {
  const parameters = { sampleRate: 22_050, espeakVoice, noiseScale: 0, lengthScale: 1, noiseW: 0, speakerCount: 1 };
  const model = new Blob([Uint8Array.from(makeToneVoice().model)]);
  return openPiperVoice({ kind: "piper", model, sha256: undefined, parameters, streams: false, threads: 1 }, assets, "");
}

async function speak(voice: LoadedVoice, text: string): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  await voice.speak(text, 0, { push: (chunk) => chunks.push(chunk) > 0, ready: async () => true });
  return chunks;
}

/** The phonemes that are heard from the start of each word to that of the next one, read back from the sound; without pads, stress, and what is between words. */
async function heardWords(voice: LoadedVoice, text: string): Promise<string[]> {
  const chunks = await speak(voice, text);
  const [first, ...rest] = chunks;
  assert.ok(first);
  const { samples, sampleRate } = joinPcm([first, ...rest]);
  const tones = decodeTones(samples, sampleRate).symbols;
  const words = chunks.flatMap((chunk) => chunk.words);
  return words.map(({ start, end, startSeconds }, index) => {
    const endSeconds = words[index + 1]?.startSeconds ?? Infinity;
    // A border between two tones is measured to a few milliseconds.
    const heard = tones.filter((tone) => tone.startSeconds > startSeconds - 0.01 && tone.startSeconds < endSeconds - 0.01);
    const sounds = heard.map(({ id }) => symbols.get(id) ?? "?").join("");
    return `${text.slice(start, end)} ${sounds.replaceAll(/[_^$ˈˌ]/g, "").trim()}`;
  });
}

/** Texts, each with the sounds of its words. espeak joins "of the" and "les enfants", and spells out numbers and abbreviations. */
const texts: Readonly<Record<string, readonly (readonly [text: string, words: readonly string[]])[]>> = {
  "en-us": [
    [
      "In 1984, Dr. Smith drove 10 km/h of the road.",
      [
        "In ɪn",
        "1984 naɪntiːnhʌndɹɪd eɪɾi foːɹ,",
        "Dr. dɑːktɚ.",
        "Smith smɪθ",
        "drove dɹoʊv",
        "10 tɛn",
        "km/h keɪɛm slæʃ eɪtʃ",
        "of ʌv",
        "the ðə",
        "road ɹoʊd.",
      ],
    ],
    [
      "The end of the day: it's $5, 3.5%, i.e. -5 °C.",
      [
        "The ðɪ",
        "end ɛnd",
        "of ʌv",
        "the ðə",
        "day deɪ:",
        "it's ɪts",
        "$5 dɑːlɚ faɪv,",
        "3.5% θɹiː pɔɪnt faɪv pɚsɛnt,",
        "i.e. aɪiː.",
        "-5 maɪnəs faɪv",
        "°C dᵻɡɹiːz siː.",
      ],
    ],
    [
      "I ❤️ cats & read in a car at 10:45 p.m.",
      ["I aɪ", "❤️ ɹɛd", "cats kæts", "& ænd", "read ɹiːd", "in ɪn", "a ɐ", "car kɑːɹ", "at æt", "10:45 tɛn foːɹɾi faɪv", "p.m. piːɛm."],
    ],
  ],
  fr: [
    [
      "Les enfants sont arrivés à l'heure, aujourd'hui.",
      ["Les le-z", "enfants ɑ̃fɑ̃", "sont sɔ̃t", "arrivés aʁivez", "à a", "l'heure lœʁ,", "aujourd'hui oʒuʁdyi."],
    ],
    [
      "Le 1er janvier 2024 à 14h30, M. Dupont a payé 1 234,56 €.",
      [
        "Le lə-",
        "1er pʁəmje",
        "janvier ʒɑ̃vje",
        "2024 dø mil vɛ̃tkatʁ",
        "à a",
        "14h30 katɔʁz aʃ tʁɑ̃t,",
        "M. ɛm.",
        "Dupont dypɔ̃t",
        "a a",
        "payé pɛje",
        "1 mil",
        "234,56 døsɑ̃ tʁɑ̃tkatʁ viʁɡyl sɛ̃kɑ̃tsiz",
        "€ əʁo.",
      ],
    ],
  ],
  de: [
    [
      "Am 3. Oktober 1990 kostete es 1.234,56 €, d. h. 20 % mehr.",
      [
        "Am am",
        "3. dɾaɪ.",
        "Oktober ɔktoːbɜ",
        "1990 aɪn taʊzənt nɔønhʊndɜt nɔøntsɪç",
        "kostete kɔstətə",
        "es ɛs",
        "1.234,56 aɪn taʊzənt tsvaɪhʊndɜt fiːɾ ʊntdɾaɪsɪç kɔmɑː fynf zɛks",
        "€ ɔøroː,",
        "d. deː",
        "h. hɑː.",
        "20 tsvantsɪç",
        "% pɾoːtsɛnt",
        "mehr meːɾ.",
      ],
    ],
  ],
  "pt-br": [
    [
      "Às 14h30: não é? O show do Dr. João.",
      ["Às aːs", "14h30 katoɾəzy aɡa triŋtæ:", "não nɐ̃ʊ̃", "é ɛ?", "O ʊ", "show ʃow", "do dʊ", "Dr. dowtor.", "João ʒoɐ̃ʊ̃."],
    ],
  ],
  ru: [
    [
      "В 1990 г. он пошёл к другу, не спеша.",
      [
        "В v",
        "1990 ʌdnɑ tysʲitʃʲʌ dʲɪvʲitsot dʲivʲɪnostɔ",
        "г. ɡɛ",
        "он on",
        "пошёл pʌʃoɭ",
        "к k",
        "другу druɡu,",
        "не nʲɪ",
        "спеша spʲiʃɑ.",
      ],
    ],
  ],
  cmn: [
    [
      "2024年3月15日下午,我用iPhone看人民日报。",
      [
        "2024 ər5 tɕhiɛ5n ər5s.i.ɜsi̪5",
        "年 niɛɜn",
        "3 sa5n",
        "月 jyɛ5",
        "15 s.i.ɜwu2",
        "日 ʐi.5",
        "下午 ɕiɑ5wu2",
        "我 wo2",
        "用 jonɡ5",
        "iPhone aɪ fəʊn",
        "看 kha5n",
        "人民 ʐəɜn miɜn",
        "日报 ʐi.5 pɑu5",
      ],
    ],
  ],
  ja: [["こんにちは、きょうはいいてんきです。", ["こんにちは konnitɕiha", "きょう kʲoɯ", "は ha", "いい iː", "てんき teŋki", "です desɯ"]]],
  ar: [
    [
      "في 3 أكتوبر ١٩٩٠ الساعة 12:30، كان السعر",
      [
        "في fiː",
        "3 θalaːθa",
        "أكتوبر ʔuktuːbar",
        "١٩٩٠ ʔalf watisʕʕumiʔawa tisʕʕuːn",
        "الساعة ʔassaːʕa",
        "12:30 ʔiθnaː ʕʕaʃar θalaːθuːn,",
        "كان kaːn",
        "السعر ʔassiʕr",
      ],
    ],
  ],
  th: [["สวัสดีครับ ทุกคน", ["สวัสดี sa5wmsa2ds", "ครับ khaɜrmb", "ทุก thuɜka2", "คน kha2n"]]],
};

for (const [espeakVoice, cases] of Object.entries(texts)) {
  test(`${espeakVoice}: each word starts when it is heard`, async () => {
    const voice = await openToneVoice(espeakVoice);
    for (const [text, words] of cases) assert.deepEqual(await heardWords(voice, text), words);
  });
}

test("words of a voice that streams come with its first chunk, at the starts of the model's own durations", async () => {
  const { model } = makeBenchVoice({ quality: "medium", resize: tiny });
  const parameters = { sampleRate: 22_050, espeakVoice: "en-us", noiseScale: 0, lengthScale: 1, noiseW: 0, speakerCount: 1 };
  // What follows "#" is no part of the data, so every file has the same bytes.
  const assetsUrl = `data:application/wasm;base64,${Buffer.from(await compileKernels(false)).toString("base64")}#`;
  const source = { kind: "piper", model: new Blob([Uint8Array.from(model)]), sha256: undefined, parameters, threads: 1 } as const;
  const streaming = await openPiperVoice({ ...source, streams: true }, assets, assetsUrl);
  const text = "In 1984, she saw three ships, and a fourth far away, and then a fifth. ".repeat(6).trim();
  const [first, ...rest] = await speak(streaming, text);
  assert.ok(first && rest.length > 0);
  const seconds = joinPcm([first, ...rest]).samples.length / 22_050;
  assert.equal(first.words.length, text.split(" ").length);
  assert.deepEqual(
    first.words.map(({ start, end }) => text.slice(start, end)),
    text
      .replaceAll(/[,.]/g, (mark) => (mark === "." ? "." : ""))
      .split(" ")
      .map((word, index, all) => (index === all.length - 1 ? word.slice(0, -1) : word)),
  );
  assert.ok(rest.every(({ words }) => words.length === 0));
  assertPlausible(first.words, text, seconds);
  // Phonemes differ in length, so words do not begin where they would if all were equally long.
  const [whole] = await speak(await openPiperVoice({ ...source, streams: false }, assets, ""), text);
  assert.ok(whole);
  assert.deepEqual(
    whole.words.map(({ start }) => start),
    first.words.map(({ start }) => start),
  );
  const differences = whole.words.map(({ startSeconds }, index) => Math.abs(startSeconds - (first.words[index]?.startSeconds ?? 0)));
  assert.ok(Math.max(...differences) > 0.01);
});

/** Words are in order and in the text, and their starts are in the sound and do not decrease. */
function assertPlausible(words: readonly WordTiming[], text: string, seconds: number): void {
  let [end, startSeconds] = [0, 0];
  for (const word of words) {
    assert.ok(word.start >= end && word.end > word.start && word.end <= text.length, `${word.start} to ${word.end} after ${end}`);
    assert.ok(word.startSeconds >= startSeconds && word.startSeconds < seconds, `${word.startSeconds} s after ${startSeconds} s`);
    ({ end, startSeconds } = word);
  }
}

for (const espeakVoice of ["en-us", "fr", "cmn", "ar"]) {
  test(`${espeakVoice}: in any text, words are in order, and the first one starts when the sound does`, async () => {
    const voice = await openToneVoice(espeakVoice);
    const corpus = readCorpus()[espeakVoice]?.map(({ text }) => text) ?? [];
    const words = [...new Set(corpus.flatMap((text) => text.split(/(?<=[ ,，。])/)))];
    const pieces = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...words) },
      fc.string({ maxLength: 3 }),
      fc.constantFrom(" ", "1", "-", "…", "😀", "\n", "「", "؟"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 12 }), async (parts) => {
        const text = parts.join("").slice(0, 120).toWellFormed();
        const chunks = await speak(voice, text);
        const [first, ...rest] = chunks;
        assert.ok(first);
        const { samples, sampleRate } = joinPcm([first, ...rest]);
        const timings = chunks.flatMap((chunk) => chunk.words);
        assertPlausible(timings, text, samples.length / sampleRate);
        // Every id lasts 20 ms. Before the first sound there are the mark of the beginning and a pad, sometimes punctuation and another sentence's marks.
        const { symbols: tones } = decodeTones(samples.subarray(0, sampleRate), sampleRate);
        const sound = tones.find(({ id }) => id > 13);
        if (timings[0] && sound)
          assert.ok(timings[0].startSeconds < sound.startSeconds + 0.01, `${timings[0].startSeconds} s, heard at ${sound.startSeconds} s`);
      }),
      { numRuns: 60 },
    );
  });
}
