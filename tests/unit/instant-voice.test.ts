import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEspeakData } from "../../offscreen/synthesis/worker/espeak-data.ts";
import { createInstantVoice, type InstantVoice, type SpokenWord } from "../../offscreen/synthesis/worker/instant-voice.ts";
import { joinPcm, type Pcm } from "../../offscreen/vocabulary.ts";
import { espeakVoiceFor } from "../../src/shared/espeak-languages.ts";
import { builtEspeakAssets } from "../fixtures/phonemes/espeak-assets.ts";

const assets = await builtEspeakAssets();

interface Speech extends Pcm {
  pieces: number;
  words: SpokenWord[];
}

async function spoken(voice: InstantVoice, text: string): Promise<Speech> {
  const pieces: Pcm[] = [];
  const words = await voice.speak(text, (piece) => pieces.push(piece) > 0);
  const [first, ...rest] = pieces;
  assert.ok(first);
  return { ...joinPcm([first, ...rest]), pieces: pieces.length, words };
}

const seconds = ({ samples, sampleRate }: Pcm): number => samples.length / sampleRate;
const loudest = ({ samples }: Pcm): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

const SENTENCES: Record<string, string> = {
  en: "All human beings are born free and equal in dignity and rights.",
  "fr-CA": "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
  de: "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
  "es-MX": "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
  ru: "Все люди рождаются свободными и равными в своём достоинстве и правах.",
  ar: "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق.",
  "zh-Hans": "人人生而自由,在尊严和权利上一律平等。",
  hi: "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
  tr: "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
  sw: "Watu wote wamezaliwa huru, hadhi na haki zao ni sawa.",
};

for (const [language, text] of Object.entries(SENTENCES)) {
  test(`speaks ${language} audibly, without clipping, with words in order`, async () => {
    const speech = await spoken(await createInstantVoice(assets, espeakVoiceFor(language) ?? ""), text);
    assert.ok(seconds(speech) > 2 && seconds(speech) < 9, `${seconds(speech)} s`);
    assert.ok(loudest(speech) > 0.2 && loudest(speech) < 0.99, `peak ${loudest(speech)}`);
    assert.ok(speech.pieces > 1, "the first sound does not wait for the last");
    assert.ok(speech.words.length >= 5);
    for (const [index, word] of speech.words.entries()) {
      const next = speech.words[index + 1] ?? { start: text.length, seconds: seconds(speech) };
      assert.ok(word.start < word.end && word.end <= next.start && word.seconds <= next.seconds, text.slice(word.start, word.end));
    }
  });
}

test("word offsets are those of the text as given, in UTF-16 units", async () => {
  const text = "👍🏽 Salt & pepper, <b>bold</b> [[brackets]] end";
  const { words } = await spoken(await createInstantVoice(assets, "en-us"), text);
  const said = words.map(({ start, end }) => text.slice(start, end));
  for (const word of ["Salt", "pepper", "bold", "brackets", "end"]) assert.ok(said.includes(word), `${word} in ${said.join("|")}`);
});

test("markup and phoneme brackets are spoken as text", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  const plain = seconds(await spoken(voice, "one two"));
  for (const text of ["one <emphasis> two", "one <!-- three --> two", "one [[three]] two"]) {
    assert.ok(seconds(await spoken(voice, text)) > plain + 0.2, text);
  }
});

test("a word in another script is read with that script's dictionary", async () => {
  assets.paths.length = 0;
  await spoken(await createInstantVoice(assets, "ru"), "Слово λόγος значит слово.");
  assert.ok(assets.paths.includes("dictionaries/el_dict"));
});

test("two texts at once sound as they do alone, even while dictionaries are being read", async () => {
  const text = "Слово λόγος значит слово.";
  const alone = await spoken(await createInstantVoice(assets, "ru"), text);
  const voice = await createInstantVoice(assets, "ru");
  const late = assets.read("dictionaries/el_dict").then(() => spoken(voice, text));
  for (const speech of await Promise.all([spoken(voice, text), spoken(voice, text), late])) assert.ok(Math.abs(seconds(speech) - seconds(alone)) < 0.05, `${seconds(speech)} s, alone ${seconds(alone)} s`);
});

test("hostile texts end", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  for (const text of ["", "…", "\ud800", "a\0b", "<".repeat(300), "&#0;", "x".repeat(1000), "中".repeat(300), "e" + "\u0301".repeat(300)]) {
    assert.ok(seconds(await spoken(voice, text)) < 600, JSON.stringify(text.slice(0, 10)));
  }
});

test("200 sentences do not make the heap grow", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  await spoken(voice, "Warm up, with 1 number.");
  const before = voice.heapBytes();
  for (let index = 0; index < 200; index += 1) await spoken(voice, `Sentence number ${index}, and the weather's fine.`);
  assert.equal(voice.heapBytes(), before);
});

test("an unknown voice is a clear error", async () => {
  await assert.rejects(createInstantVoice(assets, "xx"), /espeak cannot speak with a voice named "xx"/);
});

test("language tags lead to a voice that the data set has, and every voice is reachable", async () => {
  const { files } = await loadEspeakData(assets);
  const names = [...files.keys()].filter((path) => path.startsWith("lang/")).map((path) => path.slice(path.lastIndexOf("/") + 1).toLowerCase());
  for (const name of names) assert.equal(espeakVoiceFor(name), name === "en" ? "en-us" : name);
  const cases = {
    "fr-CA": "fr", "fr-BE": "fr-be", fr_FR: "fr", "zh-Hans": "cmn", "zh-Hant-HK": "yue", "zh-TW": "cmn", pt: "pt", "pt-BR": "pt-br", "en-GB": "en-gb-x-rp",
    "en-CA": "en-us", nb: "nb", no: "nb", "no-NO": "nb", nn: "nb", iw: "he", in: "id", "es-MX": "es-419", "es-ES": "es", "sr-Latn-RS": "sr", "uz-Cyrl": "uz",
  };
  for (const [tag, voice] of Object.entries(cases)) {
    assert.equal(espeakVoiceFor(tag), voice, tag);
    assert.ok(names.includes(voice), voice);
  }
  for (const tag of ["", "und", "xx", "tlh", "constructor", "-"]) assert.equal(espeakVoiceFor(tag), undefined, tag);
});
