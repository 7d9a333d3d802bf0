import assert from "node:assert/strict";
import { test } from "node:test";
import { createPhonemizer } from "../phonemes/phonemizer.ts";
import { readCorpus } from "./phonemes/corpus.ts";
import { builtEspeakAssets } from "./phonemes/built-espeak-assets.ts";
import { referencePhonemeIds } from "./phonemes/reference.ts";

const assets = await builtEspeakAssets();
const corpus = readCorpus();

test("phoneme ids are those of the reference for the whole corpus", async (context) => {
  const counts: string[] = [];
  let compared = 0;
  for (const [voice, entries] of Object.entries(corpus)) {
    const phonemizer = await createPhonemizer(assets, voice);
    const accepted = entries.filter((entry) => entry.ids !== null);
    for (const { text, ids } of accepted) assert.deepEqual(await phonemizer.phonemeIds(text), ids, `${voice}: ${text}`);
    if (accepted.length > 0) counts.push(`${voice} ${accepted.length}`);
    compared += accepted.length;
  }
  context.diagnostic(`${compared} identical in ${counts.length} voices: ${counts.join(", ")}`);
  assert.ok(compared >= 1000 && counts.length >= 25);
});

test("the corpus is what the reference gives today", async () => {
  const all = Object.entries(corpus).flatMap(([voice, entries]) => entries.map((entry) => ({ voice, ...entry })));
  const step = Math.ceil(all.length / 20);
  for (const { voice, text, ids } of all.filter((_, index) => index % step === 7)) {
    const live = await referencePhonemeIds(voice, text).catch(() => null);
    assert.deepEqual(live, ids, `${voice}: ${text}`);
  }
});

test("texts that the reference rejects for a phoneme without an id are spoken without that phoneme", async () => {
  const rejected = Object.entries(corpus).flatMap(([voice, entries]) =>
    entries.flatMap(({ text, ids }) => (ids === null ? [{ voice, text }] : [])),
  );
  assert.ok(rejected.length > 0);
  for (const { voice, text } of rejected.slice(0, 5)) {
    await assert.rejects(referencePhonemeIds(voice, text));
    const ids = await (await createPhonemizer(assets, voice)).phonemeIds(text);
    assert.ok(ids.length > text.length, `${voice}: ${text}`);
  }
});

test("a phonemizer gives the same answer in every call", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  const text = "The 500th call is as good as the first, isn't it?";
  const first = await phonemizer.phonemeIds(text);
  for (let call = 0; call < 500; call += 1) assert.deepEqual(await phonemizer.phonemeIds(text), first);
});

test("calls at the same time do not affect each other, even while dictionaries are loaded", async () => {
  const phonemizer = await createPhonemizer(assets, "fr");
  const texts = ["Bonjour le monde.", "Le week-end, Windows.", "Λόγος et Война.", "Au revoir !"];
  const together = await Promise.all(texts.map((text) => phonemizer.phonemeIds(text)));
  for (const [index, text] of texts.entries()) assert.deepEqual(together[index], await referencePhonemeIds("fr", text));
});

test("only the files that the text needs are read", async () => {
  assets.paths.length = 0;
  const phonemizer = await createPhonemizer(assets, "fr");
  await phonemizer.phonemeIds("Bonjour le monde.");
  assert.deepEqual(assets.paths.toSorted(), ["base.bin", "dictionaries/fr_dict", "piper_phonemize.wasm"]);
  await phonemizer.phonemeIds("Привет и Hello");
  assert.ok(assets.paths.includes("dictionaries/en_dict"));
  assert.equal(new Set(assets.paths).size, assets.paths.length, "nothing is read twice");
});

test("an unknown voice gives a clear error", async () => {
  await assert.rejects(createPhonemizer(assets, "xx"), /espeak cannot speak with a voice named "xx"/);
});

test("a missing file rejects the call that reads it", async () => {
  const broken = (missing: string) => ({
    read: (path: string) => (path === missing ? Promise.reject(new Error(`no ${path}`)) : assets.read(path)),
  });
  for (const path of ["base.bin", "piper_phonemize.wasm", "dictionaries/fr_dict"]) {
    await assert.rejects(createPhonemizer(broken(path), "fr"), new RegExp(`no ${path}`));
  }
  const phonemizer = await createPhonemizer(broken("dictionaries/en_dict"), "fr");
  await assert.rejects(phonemizer.phonemeIds("Le week-end, Windows."), /no dictionaries\/en_dict/);
});

test("after a text that is rejected, the next call works", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  const before = await phonemizer.phonemeIds("Hello.");
  await assert.rejects(phonemizer.phonemeIds("lone \ud800 surrogate"), /phonemizer/);
  await assert.rejects(phonemizer.phonemeIds("中".repeat(20_000)), /too long/);
  assert.deepEqual(await phonemizer.phonemeIds("Hello."), before);
});

test("with words, a text has the same ids, and each word has those that it has alone", async () => {
  for (const [voice, text] of [
    ["en-us", "In 1984, Dr. Smith, e.g., drove 10 km/h of the road; the 😀 — at $5."],
    ["fr", "Le 1er janvier à 14h30, M. Dupont a payé 1 234,56 €."],
    ["cmn", "人人 生而 自由 iPhone 2024"],
    ["ar", "يولد جميع الناس أحراراً"],
    // The program overwrites its own data in this text and fails in the next one.
    ["ru", "Всеобщая декларация прав человека"],
  ] as const) {
    const phonemizer = await createPhonemizer(assets, voice);
    const words = text.split(" ").map((word) => word.replace(/[,;]$/, ""));
    const { ids, wordIds } = await phonemizer.withWords(text, words);
    assert.deepEqual(ids, await phonemizer.phonemeIds(text), text);
    const sounds = (given: number[]): number[] => given.filter((id) => id > 3);
    for (const [index, word] of words.entries())
      assert.deepEqual(sounds(wordIds[index] ?? []), sounds(await phonemizer.phonemeIds(word)), `${voice}: ${word}`);
  }
});

test("words that a list cannot hold, or that cannot be phonemized, do not keep the text from being spoken", async () => {
  const phonemizer = await createPhonemizer(assets, "en-us");
  const alone = await phonemizer.phonemeIds("one");
  const text = "one two";
  const ids = await phonemizer.phonemeIds(text);
  assert.deepEqual(await phonemizer.withWords(text, []), { ids, wordIds: [] });
  assert.deepEqual(await phonemizer.withWords(text, ["a; b", "one", ""]), {
    ids,
    wordIds: [await phonemizer.phonemeIds("a; b"), alone, await phonemizer.phonemeIds("")],
  });
  assert.deepEqual(await phonemizer.withWords(text, ["\ud800", "one"]), { ids, wordIds: [[], alone] });
  const many = Array.from({ length: 4000 }, (_, index) => `word${index}`);
  const { ids: same, wordIds } = await phonemizer.withWords(text, many);
  assert.deepEqual(same, ids);
  assert.equal(wordIds.length, many.length);
});
