import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createDictionary } from "../../offscreen/text/spoken/dictionary.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import {
  formatPronunciations,
  isSafePattern,
  parsePronunciation,
  parsePronunciations,
  readPronunciations,
  type Pronunciation,
} from "../../src/shared/pronunciations.ts";
import { parseSettings } from "../../src/shared/settings.ts";

const entryOf = (change: Partial<Pronunciation>): Pronunciation => {
  const entry = parsePronunciation({ written: "gif", spoken: "jif", ...change });
  assert.ok(entry);
  return entry;
};

const say = (text: string, changes: Partial<Pronunciation>[], language = "en", voiceId = "a"): string => {
  const dictionary = createDictionary();
  dictionary.configure(changes.map(entryOf));
  return spokenText(text, language, dictionary.rulesFor(language, voiceId)).text;
};

test("a word is said as a person wants it, whole or not, with its case or without, and by a pattern", () => {
  assert.equal(say("A GIF, gifs and a gif.", [{}]), "A jif, gifs and a jif.");
  assert.equal(say("A GIF, gifs and a gif.", [{ match: "part" }]), "A jif, jifs and a jif.");
  assert.equal(say("A GIF and a gif.", [{ isCaseSensitive: true }]), "A GIF and a jif.");
  assert.equal(say("v1 and v22", [{ written: String.raw`v\d+`, match: "pattern", spoken: "version" }]), "version and version");
  assert.equal(say("C++ and C", [{ written: "C++", spoken: "C plus plus" }]), "C plus plus and C");
});

test("an entry is for its language and its voice", () => {
  assert.equal(say("gif", [{ language: "fr" }]), "gif");
  assert.equal(say("gif", [{ language: "fr" }], "fr-be"), "jif");
  assert.equal(say("gif", [{ voiceId: "b" }]), "gif");
  assert.equal(say("gif", [{ voiceId: "b" }], "en", "b"), "jif");
});

test("an entry goes before the rules, and a longer one before a shorter", () => {
  assert.equal(say("10 km/h and Dr. No", [{ written: "km/h", spoken: "clicks" }]), "10 clicks and Doctor No");
  assert.equal(
    say("New York", [
      { written: "York", spoken: "A" },
      { written: "New York", spoken: "B" },
    ]),
    "B",
  );
});

test("a text does not become too long for the phonemizer", () => {
  const text = "a".repeat(300);
  assert.equal(say(text, [{ written: "a", match: "part", spoken: "b".repeat(200) }]), text);
});

test("what is stored is parsed safely, and bounded", () => {
  for (const raw of [null, 5, "x", {}, { written: "a" }, { written: "a", spoken: "..." }, { written: " ", spoken: "b" }])
    assert.equal(parsePronunciation(raw), null);
  assert.equal(parsePronunciation({ written: "(", spoken: "b", match: "pattern" }), null);
  assert.equal(parsePronunciation({ written: "a".repeat(101), spoken: "b" }), null);
  assert.equal(parsePronunciations(Array.from({ length: 5_000 }, () => ({ written: "a", spoken: "b" }))).length, 1_000);
  assert.deepEqual(parseSettings({ pronunciations: [{ written: "a\n\tb", spoken: "c" }, 7] }).pronunciations, [
    { written: "a b", spoken: "c", language: "", voiceId: "", match: "word", isCaseSensitive: false },
  ]);
  assert.deepEqual(parseSettings({ pronunciations: "x" }).pronunciations, []);
});

test("regular expressions that could take for ever are refused", () => {
  for (const source of ["(a+)+b", "(a|a)*", "(?=a)b", String.raw`(a)\1`, "a*b*c*", ".*", "a{1,99}{2}", "(", ""])
    assert.ok(!isSafePattern(source), source);
  for (const source of ["v[0-9]+", String.raw`\bfoo\b`, "colou?r", "(?:ab|cd)e", String.raw`a\+b`])
    assert.ok(isSafePattern(source), source);
  const start = performance.now();
  say("a".repeat(300), [{ written: "a*a*b", match: "pattern" }]);
  assert.ok(performance.now() - start < 2_000);
});

test("entries come back from the file that they were written to", () => {
  const entry = fc.record({
    written: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    spoken: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    language: fc.constantFrom("", "en", "fr"),
    voiceId: fc.constantFrom("", "instant"),
    match: fc.constantFrom("word" as const, "part" as const),
    isCaseSensitive: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(entry), (raw) => {
      const entries = parsePronunciations(raw);
      assert.deepEqual(readPronunciations(formatPronunciations(entries)), entries);
    }),
  );
  assert.deepEqual(
    readPronunciations("gif\tjif\r\n\r\nno tab\n").map(({ written, spoken }) => [written, spoken]),
    [["gif", "jif"]],
  );
});
