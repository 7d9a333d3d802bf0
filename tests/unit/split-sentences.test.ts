import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeSpeakable } from "./make-speakable.ts";
import { splitSentences } from "../../offscreen/text/split-sentences.ts";

const texts = (text: string, language: string): string[] => [...splitSentences(text, language)].map((sentence) => sentence.text);
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Checks everything that holds for any text in any language. */
function assertValid(text: string, language: string): void {
  const sentences = [...splitSentences(text, language)];
  let covered = 0;
  sentences.forEach(({ index, text: spoken, start, end }, position) => {
    assert.equal(index, position);
    assert.ok(spoken.length > 0 && spoken.length <= 300, `${spoken.length} units`);
    assert.ok(bytes(spoken) <= 1_000, `${bytes(spoken)} bytes`);
    assert.equal(makeSpeakable(spoken), spoken);
    assert.ok(covered <= start && start < end && end <= text.length, `${covered} ${start} ${end}`);
    assert.doesNotMatch(text.slice(covered, start), /[\p{L}\p{N}]/u);
    assert.equal(makeSpeakable(text.slice(start, end)), spoken);
    covered = end;
  });
  assert.doesNotMatch(text.slice(covered), /[\p{L}\p{N}]/u);
  assert.equal(sentences.at(-1)?.endsParagraph ?? true, true);
}

const expected: Record<string, string[][]> = {
  en: [
    ["Dr. Smith met Mrs. Jones at St. Paul's.", "They left."],
    ["J. R. R. Tolkien wrote it.", "C.S. Lewis read it.", "The U.S. Army bought it."],
    ["I live in the U.S.", "He left at 5 p.m.", "Tomorrow is free."],
    ["It weighs 3.5 kg,", "i.e. Little, e.g. No. 5 Elm Road, vol. 2, etc. and so on.", "Node.js v1.2.3 is on example.com."],
    ['He said "Hi."', "Then (he left.)", '"Why?" she asked.', "Wait... what?", "Hm… yes!"],
    ["14.4. The Access Rights.", "4.10.2. Requirements of it.", "It is in 14.4.", "See there."],
    ["1. The first point.", "2. Another one.", "World War I.", "It ended.", "Plan B.", "The end."],
  ],
  fr: [
    ["« Oui. »", "Il part.", "« Quoi ? » demanda-t-elle.", "«Bonjour !» dit-il."],
    ["M. Dupont et Mme. Durand liront J.-P. Sartre,", "p. ex. Huis clos, l’art. 3 etc. et plus.", "C’est fini."],
  ],
  de: [
    ["z. B. Kartoffeln, d. h. Erdäpfel.", "Am 3. Oktober kam Hr. Müller usw. und ging.", "Der 2. Weltkrieg endete 1945.", "Dann war Ruhe."],
    ["„Ja.“", "Er ging.", "»Nein!«", "»Aha!« rief er."],
  ],
  es: [["¿Qué tal, Sr. García?", "¡Bien!", "La Dra. Ruiz vive en EE.UU. desde 1990.", "Véase la pág. 5."]],
  it: [["Il sig. Rossi e il dott. Bianchi arrivano.", "Che bello!"]],
  pt: [["O Sr. Silva mora na Av. Paulista.", "Ele gosta."]],
  nl: [["Dhr. Jansen en mevr. De Vries komen.", "Dat is fijn."]],
  pl: [["Spotkanie jest na ul. Marszałkowskiej 3. maja.", "To koniec."]],
  ru: [["А. С. Пушкин жил в г. Москва.", "Он писал.", "«Да!» — сказал он.", "Потом ушёл."]],
  el: [["Τι κάνεις;", "Καλά."]],
  ja: [["彼は言った。", "「はい。」", "そして帰った！"]],
  zh: [["你好。", "“好的。”", "他说。", "再见！"]],
  hi: [["क्या?", "हाँ।", "यह ठीक है।"]],
  ar: [["مرحبا؟", "نعم.", "كيف حالك؟"]],
  ko: [["안녕하세요.", "반갑습니다!"]],
};

for (const [language, passages] of Object.entries(expected)) {
  test(`sentences of ${language}`, () => {
    const gap = language === "ja" || language === "zh" ? "" : " ";
    for (const passage of passages) {
      assert.deepEqual(texts(passage.join(gap), language), passage);
      assertValid(passage.join(gap), language);
    }
  });
}

test("offsets point into the original, whatever was changed", () => {
  const text = "\u202a  Co\u00adoperate\0now.\u202c  \ud800Ｎｅｘｔ\u200b one! ";
  const sentences = [...splitSentences(text, "en")];
  assert.deepEqual(
    sentences.map(({ text: spoken, start, end }) => [spoken, text.slice(start, end)]),
    [
      ["Cooperate now.", "Co\u00adoperate\0now."],
      ["Next one!", "Ｎｅｘｔ\u200b one!"],
    ],
  );
});

test("blank lines end paragraphs, line breaks end sentences, hard-wrapped lines are joined", () => {
  const ends = (text: string): [string, boolean][] =>
    [...splitSentences(text, "en")].map((sentence) => [sentence.text, sentence.endsParagraph]);
  assert.deepEqual(ends("A title\n\nOne. Two.\r\nThree\n \u200b\n* * *\n\nFour\n\n"), [
    ["A title", true],
    ["One.", false],
    ["Two.", false],
    ["Three", true],
    ["Four", true],
  ]);
  assert.deepEqual(ends("apples\npears\n"), [
    ["apples", false],
    ["pears", true],
  ]);
  const wrapped = "This line of a letter was broken by a program at its right margin\n";
  assert.deepEqual(ends(`${wrapped}and goes on here.`), [[`${wrapped.trim()} and goes on here.`, true]]);
  assert.deepEqual(ends(`${wrapped}And starts here.`), [
    [wrapped.trim(), false],
    ["And starts here.", true],
  ]);
  assert.deepEqual(ends("Mr.\n\nSmith"), [
    ["Mr.", true],
    ["Smith", true],
  ]);
});

test("text without anything to speak gives no sentence; an emoji may have a name", () => {
  for (const text of ["", " \n\n ", "…", "*** --- ***", "\0\ud800\u200b\u0301", "«»\n!!!"]) assert.deepEqual(texts(text, "en"), [], text);
  assert.deepEqual(texts("🙂", "en"), ["🙂"]);
  assert.deepEqual(texts("*** Hello. ***", "en").length, 1);
});

test("an invalid language tag causes no error", () => {
  for (const language of ["", "x", "en_US", "not a language", "\0", "constructor", "zz-ZZ", "12345"]) {
    assert.deepEqual(texts("Dr. No came. All left.", language), ["Dr. No came.", "All left."], language);
  }
});

test("long sentences are split at clauses, then spaces, into about equal parts", () => {
  const clause = "the river runs past the old mill and the willow trees";
  const [, ...pieces] = texts(`Listen. ${Array(12).fill(clause).join(", ")}.`, "en");
  assert.equal(pieces.length, 3);
  for (const piece of pieces) assert.match(piece, /[,.]$/);

  const words = texts(`${"wonderful ".repeat(31)}end`, "en");
  assert.equal(words.length, 2);
  for (const piece of words) assert.ok(piece.length > 130 && /^(?:wonderful ?)+(?:end)?$/.test(piece), piece);
});

test("only the first clause of a long first sentence is separate, so that it is made soon", () => {
  const long = "From the top of the tower she saw three ships, and a fourth one, far away, which nobody had noticed.";
  const [clause, rest] = ["From the top of the tower she saw three ships,", "and a fourth one, far away, which nobody had noticed."];
  assert.deepEqual(texts(`${long} ${long}`, "en"), [clause, rest, long]);
  for (const whole of [
    "She saw three ships, and a fourth one.",
    "It cost 1,234,567 of the old crowns that nobody would take in exchange any more.",
    "Yes, there were three ships in the harbour that nobody on the pier had noticed yet",
    "There were three ships in the harbour that nobody on the pier had noticed, no.",
  ]) {
    assert.deepEqual(texts(whole, "en"), [whole]);
  }
  assert.equal(
    texts(
      "从塔顶上她看见三艘船正驶向港口，还有第四艘船在很远的地方，码头上谁也没有注意到它，因为雾还太浓了，什么都看不清楚，大家都在等。",
      "zh",
    ).length,
    2,
  );
});

test("text without spaces is split between words, else between whole characters", () => {
  const thai = texts("ภาษาไทยเป็นภาษาที่สวยงามมาก".repeat(40), "th");
  const words = new Set(
    [...new Intl.Segmenter("th", { granularity: "word" }).segment("ภาษาไทยเป็นภาษาที่สวยงามมาก".repeat(3))].map((word) => word.segment),
  );
  for (const piece of thai) assert.ok([...words].some((word) => piece.startsWith(word)) && [...words].some((word) => piece.endsWith(word)));

  for (const unit of ["a", "👩‍👩‍👧", "क्षि", "e\u0323\u0302", "🇫🇷"]) {
    const whole = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(makeSpeakable(unit.repeat(700)))].length;
    const parts = texts(unit.repeat(700), "en").map(
      (piece) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(piece)].length,
    );
    assert.equal(
      parts.reduce((sum, part) => sum + part, 0),
      whole,
      unit,
    );
  }
});

test("hostile text keeps all invariants", () => {
  const hostile: [string, string][] = [
    [`https://example.com/${"path/to?x=1&".repeat(300)}`, "en"],
    ["x".repeat(10_000), "en"],
    ["日本語の文字".repeat(3_400), "ja"],
    [`See ${`Z${"\u0321\u0324\u0315".repeat(40)}`.repeat(30)}. Next.`, "en"],
    ["ﷺ".repeat(400), "ar"],
    ["A. ".repeat(1_000), "fr"],
    [`a${"……".repeat(2_000)}b`, "en"],
    [`"${"(".repeat(3_000)}a${")".repeat(3_000)}" b.`, "en"],
    [`${"👩‍".repeat(500)} ${"क्".repeat(700)}`, "hi"],
    [`ᄒ${"ᅡ".repeat(1_000)}`, "ko"],
    ["a\u200d\ufeff\u00ad".repeat(2_000), "en"],
  ];
  for (const [text, language] of hostile) assertValid(text, language);
});

const anyPart = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    "Dr. ",
    "e.g. ",
    "J. R. ",
    "3. ",
    "« ",
    " »",
    '." ',
    "。",
    "「",
    "\n",
    "\n\n",
    "... ",
    "! ",
    "a\u0301",
    "ﷺ",
    "\u200d",
    "🙂",
    "\ud800",
    "語",
    "word ",
    "1.5",
    "ᄒ",
    "\u1161",
    "ｶﾞ",
  ),
  fc
    .tuple(fc.constantFrom("a", "語", "😀", "ภาษา", "x\u0301\u0302", ". ", "(", "\0", "the word, "), fc.integer({ min: 1, max: 900 }))
    .map(([unit, times]) => unit.repeat(times)),
);

test("any text in any language: in order, within limits, nothing lost", () => {
  fc.assert(
    fc.property(fc.array(anyPart, { maxLength: 12 }), fc.constantFrom("en", "de", "fr", "ja", "th", "ar", "xx"), (parts, language) => {
      assertValid(parts.join(""), language);
    }),
    { numRuns: 300 },
  );
});

test("the same text gives the same sentences", () => {
  const text = "Dr. Who? Yes. ".repeat(500);
  assert.deepEqual([...splitSentences(text, "en")], [...splitSentences(text, "en")]);
});

/** With quadratic time this would take minutes. */
test("long texts of every kind take linear time", { timeout: 60_000 }, () => {
  for (const unit of ["a fox. ", "\n", '"', ".", "A. ", "\u0301", "(", "a", "語", "a\n"]) {
    assertValid(`a${unit.repeat(100_000 / unit.length)}`, "en");
  }
});
