import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createDrafts } from "../../offscreen/drafts.ts";
import { createDictionary } from "../../offscreen/text/spoken/dictionary.ts";
import { phonemesWithin } from "../../offscreen/text/spoken/spoken-form.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import {
  formatPronunciations,
  isSafePattern,
  parsePronunciation,
  parsePronunciations,
  type Pronunciation,
} from "../../src/shared/pronunciations.ts";
import { decodePronunciations, readPronunciationFile } from "../../options/pronunciation-file.ts";
import { wordsToChoose } from "../../options/pronunciation-words.ts";
import type { PronunciationDraft } from "../../src/shared/protocol.ts";
import { parseSettings } from "../../src/shared/settings.ts";

const entryOf = (change: Partial<Pronunciation>): Pronunciation => {
  const entry = parsePronunciation({ written: "gif", spoken: "jif", ...change });
  assert.ok(entry);
  return entry;
};

const say = (text: string, changes: Partial<Pronunciation>[], language = "en", voiceId = "a"): string => {
  const dictionary = createDictionary();
  dictionary.configure(changes.map(entryOf), false);
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
    { written: "a b", spoken: "c", notation: "text", language: "", voiceId: "", match: "word", isCaseSensitive: false },
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
    notation: fc.constantFrom("text" as const, "ipa" as const, "espeak" as const),
    language: fc.constantFrom("", "en", "fr"),
    voiceId: fc.constantFrom("", "instant"),
    match: fc.constantFrom("word" as const, "part" as const),
    isCaseSensitive: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(entry), (raw) => {
      const entries = parsePronunciations(raw);
      const different = [...new Map(entries.map((each) => [JSON.stringify(each), each])).values()];
      assert.deepEqual(readPronunciationFile(formatPronunciations(entries), []).entries, different);
    }),
  );
});

const read = (file: string) => {
  const { entries, problems } = readPronunciationFile(file, []);
  return {
    entries: entries.map(({ written, spoken, language, match, isCaseSensitive }) =>
      [written, spoken, language, match === "word" ? "" : match, isCaseSensitive ? "case" : ""].join("|").replace(/\|+$/, ""),
    ),
    problems: problems.map(({ line, reason }) => `${line} ${reason}`),
  };
};

test("files of others are read, and each line that is no entry is told", () => {
  assert.deepEqual(read("\ufeffgif\tjif\r\n\r\nno tab\nSQL\tsequel\ten-US\n\tx"), {
    entries: ["gif|jif", "SQL|sequel|en"],
    problems: ["3 unknown", "5 empty"],
  });
  assert.deepEqual(read('gif,jif\n"Doe, J.","John Doe",fr\n"say ""x""",ex\na,b,c,d\n"open,x\n,x'), {
    entries: ["gif|jif", "Doe, J.|John Doe|fr", 'say "x"|ex'],
    problems: ["4 unknown", "5 unknown", "6 empty"],
  });
  assert.deepEqual(read("nginx=engine x\nE=mc2, he said=no"), { entries: ["nginx|engine x", "E|mc2, he said=no"], problems: [] });
  // Voice Dream's documentation has these lines.
  assert.deepEqual(read('“Moby Dick”,1,N,””,1\n“lol”,0,Y,”laughing out loud”,0\n"v[0-9]+",2,N,"version",0\n"(a+)+",2,N,"a",0'), {
    entries: ["lol|laughing out loud", "v[0-9]+|version||pattern|case"],
    problems: ["1 empty", "4 pattern"],
  });
  assert.deepEqual(read('"Lib." "Librera"\n" Lib " "Librera"\n"*(L|l)ib" "$1ibrera"\n"#Lib." "Librera"\n"x" ""'), {
    entries: ["Lib.|Librera||part|case", "Lib|Librera|||case", "(L|l)ib|$1ibrera||pattern|case"],
    problems: ["4 unknown", "5 empty"],
  });
});

test("an entry that is there already, and what has no room, is told and not added", () => {
  const before = [entryOf({})];
  assert.deepEqual(readPronunciationFile("gif\tjif\na\tb\na\tb", before).problems, [
    { line: 1, reason: "known" },
    { line: 3, reason: "known" },
  ]);
  const many = Array.from({ length: 1_001 }, (_, index) => `w${index}\tx`).join("\n");
  const { entries, problems } = readPronunciationFile(many, []);
  assert.deepEqual([entries.length, problems], [1_000, [{ line: 1_001, reason: "full" }]]);
  const start = performance.now();
  assert.deepEqual(readPronunciationFile(`${"a".repeat(200)}\tb\na${" ".repeat(1e6)}"\na,${" ".repeat(1_900)}"`, []).problems, [
    { line: 1, reason: "long" },
    { line: 2, reason: "long" },
    { line: 3, reason: "unknown" },
  ]);
  assert.ok(performance.now() - start < 2_000);
});

test("a file may be in UTF-16", () => {
  assert.equal(decodePronunciations(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0xe9, 0)), "aé");
  assert.equal(decodePronunciations(new TextEncoder().encode("aé")), "aé");
});

test("a pattern says its groups", () => {
  assert.equal(say("v22", [{ written: String.raw`v(\d+)`, match: "pattern", spoken: "version $1" }]), "version 22");
});

test("an entry says phonemes in the place of its word, which stays in the text", () => {
  const dictionary = createDictionary();
  dictionary.configure([entryOf({ spoken: "dʒɪf", notation: "ipa" }), entryOf({ written: "Dr", spoken: "doc" })], false);
  const form = spokenText("A GIF by Dr. [[gif]] at 5 km/h", "en", dictionary.rulesFor("en", "a"));
  assert.equal(form.text, "A GIF by doc. [[gif]] at 5 kilometers per hour");
  assert.deepEqual(form.phonemes, [
    { start: 2, end: 5, notation: "ipa", symbols: "dʒɪf" },
    { start: 16, end: 19, notation: "ipa", symbols: "dʒɪf" },
  ]);
  assert.deepEqual(phonemesWithin(form.phonemes, 4, 40), [{ start: 12, end: 15, notation: "ipa", symbols: "dʒɪf" }]);
  assert.equal(parsePronunciation({ written: "a", spoken: "[[ ]]", notation: "espeak" }), null);
  assert.equal(parsePronunciation({ written: "a", spoken: "@", notation: "espeak" })?.spoken, "@");
});

test("a draft has the word, and what is read; of a long selection it has the first word", () => {
  const kept: (PronunciationDraft | null)[] = [];
  const sentence = { index: 0, text: "A gif.", start: 0, end: 6, words: [] };
  const drafts = createDrafts(
    () => ({ sentence, language: "en-GB" }),
    (draft) => kept.push(draft),
  );
  drafts.keep("  gif\n ");
  drafts.keep(`${"a".repeat(60)} ${"b".repeat(60)}`);
  drafts.drop();
  const [first, second] = kept;
  assert.deepEqual([first?.word, first?.sentence, first?.language], ["gif", "A gif.", "en"]);
  assert.equal(second?.word, "a".repeat(60));
  assert.notEqual(first?.draftId, second?.draftId);
  assert.equal(kept[2], null);
});

test("the words of a sentence are offered once each", () => {
  assert.deepEqual(wordsToChoose("The cat, the “cat” — it's 5 o'clock.", "en"), ["The", "cat", "the", "it's", "5", "o'clock"]);
  assert.deepEqual(wordsToChoose("", ""), []);
});
