import assert from "node:assert/strict";
import { test } from "node:test";
import { createPhonemizer } from "../../engine/phonemes/phonemizer.ts";
import { piperSymbolIds } from "../../engine/phonemes/piper-symbols.ts";
import { builtEspeakAssets } from "../../engine/tests/phonemes/built-espeak-assets.ts";
import { createDictionary } from "../../offscreen/text/spoken/dictionary.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import { parsePronunciations } from "../../src/shared/pronunciations.ts";

/** What the CMU Pronouncing Dictionary has for each word, as it writes it; one of its variants. */
const cmu: Readonly<Record<string, string>> = {
  adidas: "AH0 D IY1 D AH0 S",
  alejandro: "AA0 L EY0 HH AA1 N D R OW0",
  beyonce: "B IH0 Y AO2 N S EY1",
  beyoncé: "B IH0 Y AO2 N S EY1",
  carlos: "K AA1 R L OW0 S",
  chopin: "SH OW1 P AE0 N",
  coup: "K UW1",
  descartes: "D EY0 K AA1 R T",
  guillermo: "G IY0 EH1 R M OW0",
  joaquin: "W AA2 K IY1 N",
  laredo: "L ER0 EY1 D OW0",
  nike: "N AY1 K IY0",
  prosciutto: "P R AH0 SH UW1 T OW2",
  putin: "P UW1 T IH0 N",
  quinoa: "K IY2 N OW1 AH0",
  ramos: "R AA1 M OW0 S",
  reyes: "R EY1 IH0 S",
  reykjavik: "R EH1 K Y AH0 V IH0 K",
  rihanna: "R IY2 HH AA1 N AH0",
  schwarz: "SH W AO1 R T S",
  tucson: "T UW1 S AA2 N",
  vargas: "V AA1 R G AH0 S",
};

/** The IPA of that dictionary's sounds. */
const sounds: Readonly<Record<string, string>> = Object.fromEntries(
  "AA ɑː AE æ AH ʌ AO ɔː AY aɪ B b D d EH ɛ ER ɚ EY eɪ G ɡ HH h IH ɪ IY iː K k L l M m N n OW oʊ P p R ɹ S s SH ʃ T t UW uː V v W w Y j"
    .split(" ")
    .flatMap((sound, index, all) => (index % 2 === 0 ? [[sound, all[index + 1] ?? ""]] : [])),
);

function ipaOf(pronunciation: string): string {
  return pronunciation
    .split(" ")
    .map((sound) => {
      const [, name = "", stress] = /^([A-Z]+)(\d?)$/.exec(sound) ?? [];
      const ipa = name === "AH" && stress === "0" ? "ə" : sounds[name];
      assert.ok(ipa, sound);
      return (stress === "1" ? "ˈ" : stress === "2" ? "ˌ" : "") + ipa;
    })
    .join("");
}

const symbols = [...piperSymbolIds.keys()];
const phonemizer = await createPhonemizer(await builtEspeakAssets(), "en-us");
const textOf = (ids: readonly number[]): string => ids.map((id) => (id > 2 ? symbols[id] : "")).join("");

const dictionary = createDictionary();
const said = (text: string, voice = "en-us") =>
  spokenText(text, voice, dictionary.rulesFor(voice, "a")).phonemes.map((range) => range.symbols);

/** Sounds without the differences of transcription that nobody hears as a fault: stress, length, and how far an unstressed vowel is weakened. */
const heard = (ipa: string): string =>
  ipa.replaceAll(/[ˈˌː]/g, "").replaceAll("ɾ", "t").replaceAll(/[ᵻɪ]/g, "i").replaceAll(/[əɐ]/g, "ʌ").replaceAll("ɚ", "ʌɹ");

test("each known fault is said as its source has it, which eSpeak NG does not do", async () => {
  dictionary.configure([], true);
  for (const [word, pronunciation] of Object.entries(cmu)) {
    const [given = ""] = said(`The ${word} is here.`);
    assert.equal(given, ipaOf(pronunciation), word);
    assert.notEqual(heard(textOf(await phonemizer.phonemeIds(word))), heard(given), `${word} is said rightly`);
    const { ids, unknown } = await phonemizer.read({ notation: "ipa", symbols: given });
    assert.deepEqual([textOf(ids), unknown], [given, []]);
  }
  const found = said(Object.keys(cmu).join(" ")).length;
  assert.equal(found, Object.keys(cmu).length);
});

test("a person's own entries go before, and all of it can be turned off", () => {
  dictionary.configure(
    parsePronunciations([
      { written: "Nike", spoken: "nike" },
      { written: "Putin", spoken: "pˈʌt", notation: "ipa" },
    ]),
    true,
  );
  assert.deepEqual(said("Nike, Putin and a COUP"), ["pˈʌt", "kˈuː"]);
  assert.deepEqual(said("a coup", "en-gb-x-rp"), []);
  assert.deepEqual(said("a coup", "fr"), []);
  assert.deepEqual(said("coupe, recoup"), []);
  dictionary.configure([], false);
  assert.deepEqual(said("a coup"), []);
});

test("the English ending of a word is said with its phonemes", () => {
  const entries = [
    { written: "gif", spoken: "dʒɪf", notation: "ipa" },
    { written: "box", spoken: "bO2ks", notation: "espeak" },
  ];
  dictionary.configure(parsePronunciations(entries), true);
  assert.deepEqual(said("Nike's gif’s box's"), ["nˈaɪkiːz", "dʒɪfs", "bO2ksI#z"]);
  assert.deepEqual(said("gif's", "fr"), ["dʒɪf"]);
});
