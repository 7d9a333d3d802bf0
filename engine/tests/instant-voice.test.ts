import assert from "node:assert/strict";
import { test } from "node:test";
import { createInstantVoice } from "../phonemes/espeak/instant-voice.ts";
import type { LoadedVoice } from "../loaded-voice.ts";
import { joinPcm, type Chunk, type Pcm, type WordTiming } from "../pcm.ts";
import { builtEspeakAssets } from "./phonemes/built-espeak-assets.ts";

const assets = await builtEspeakAssets();

interface Speech extends Pcm {
  chunks: number;
  words: WordTiming[];
}

async function speak(voice: LoadedVoice, text: string): Promise<Speech> {
  const chunks: Chunk[] = [];
  await voice.speak(text, 0, { push: (chunk) => chunks.push(chunk) > 0, ready: async () => true });
  const [first, ...rest] = chunks;
  assert.ok(first);
  return { ...joinPcm([first, ...rest]), chunks: chunks.length, words: chunks.flatMap(({ words }) => words) };
}

const seconds = ({ samples, sampleRate }: Pcm): number => samples.length / sampleRate;
const loudest = ({ samples }: Pcm): number => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

const sentences: Record<string, string> = {
  "en-us": "All human beings are born free and equal in dignity and rights.",
  fr: "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
  de: "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
  "es-419": "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
  ru: "Все люди рождаются свободными и равными в своём достоинстве и правах.",
  ar: "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق.",
  cmn: "人人生而自由,在尊严和权利上一律平等。",
  hi: "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
  tr: "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
  sw: "Watu wote wamezaliwa huru, hadhi na haki zao ni sawa.",
};

for (const [espeakVoice, text] of Object.entries(sentences)) {
  test(`speaks ${espeakVoice} audibly, without clipping, with words in order`, async () => {
    const speech = await speak(await createInstantVoice(assets, espeakVoice), text);
    assert.ok(seconds(speech) > 2 && seconds(speech) < 9, `${seconds(speech)} s`);
    assert.ok(loudest(speech) > 0.2 && loudest(speech) < 0.99, `peak ${loudest(speech)}`);
    assert.ok(speech.chunks > 1, "the sound comes in several chunks");
    assert.ok(speech.words.length >= 5);
    for (const [index, word] of speech.words.entries()) {
      const next = speech.words[index + 1] ?? { start: text.length, startSeconds: seconds(speech) };
      assert.ok(
        word.start < word.end && word.end <= next.start && word.startSeconds <= next.startSeconds,
        text.slice(word.start, word.end),
      );
    }
  });
}

test("word offsets refer to the original text, in UTF-16 units", async () => {
  const text = "👍🏽 Salt & pepper, <b>bold</b> [[brackets]] end";
  const { words } = await speak(await createInstantVoice(assets, "en-us"), text);
  const said = words.map(({ start, end }) => text.slice(start, end));
  for (const word of ["Salt", "pepper", "bold", "brackets", "end"]) assert.ok(said.includes(word), `${word} in ${said.join("|")}`);
});

test("markup and phoneme brackets are speak as text", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  const plain = seconds(await speak(voice, "one two"));
  for (const text of ["one <emphasis> two", "one <!-- three --> two", "one [[three]] two"]) {
    assert.ok(seconds(await speak(voice, text)) > plain + 0.2, text);
  }
});

test("a word in another script is read with that script's dictionary", async () => {
  assets.paths.length = 0;
  await speak(await createInstantVoice(assets, "ru"), "Слово λόγος значит слово.");
  assert.ok(assets.paths.includes("dictionaries/el_dict"));
});

test("texts spoken at the same time do not affect each other, even while dictionaries are loaded", async () => {
  const text = "Слово λόγος значит слово.";
  const alone = await speak(await createInstantVoice(assets, "ru"), text);
  const voice = await createInstantVoice(assets, "ru");
  const late = assets.read("dictionaries/el_dict").then(() => speak(voice, text));
  for (const speech of await Promise.all([speak(voice, text), speak(voice, text), late]))
    assert.ok(Math.abs(seconds(speech) - seconds(alone)) < 0.05, `${seconds(speech)} s, alone ${seconds(alone)} s`);
});

test("every hostile text comes to an end", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  for (const text of ["", "…", "\ud800", "a\0b", "<".repeat(300), "&#0;", "x".repeat(1000), "中".repeat(300), "e" + "\u0301".repeat(300)]) {
    assert.ok(seconds(await speak(voice, text)) < 600, JSON.stringify(text.slice(0, 10)));
  }
});

test("200 sentences do not make the heap grow", async () => {
  const voice = await createInstantVoice(assets, "en-us");
  await speak(voice, "Warm up, with 1 number.");
  const before = voice.memoryBytes();
  for (let index = 0; index < 200; index += 1) await speak(voice, `Sentence number ${index}, and the weather's fine.`);
  assert.equal(voice.memoryBytes(), before);
});

test("an unknown voice gives a clear error", async () => {
  await assert.rejects(createInstantVoice(assets, "xx"), /espeak cannot speak with a voice named "xx"/);
});
