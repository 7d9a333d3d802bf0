import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isAudible } from "../../offscreen/text/is-audible.ts";
import { makeSpeakable } from "./make-speakable.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        ..."aé\u0301\u0308\u0344ᄒ\u1161\u11abｶﾞﾊ\uff9f\u200d\u200cക്न👩🏽❤\ufe0fﬁﷺ\ufe70 \n\0\u00ad\u202e\u3099בּ\u05bc".split(""),
        "👩",
        "𝗯",
        "🏽",
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join("")),
);

test("characters that cannot be spoken are removed, and words stay whole", () => {
  const cases: [string, string][] = [
    ["co\u00adoperate", "cooperate"],
    ["\ufeffzero\u200bwidth\u2060", "zerowidth"],
    ["one\0two\u0007three", "one two three"],
    ["lone \ud83d and \ude00 halves", "lone and halves"],
    ["\u202eright\u202c \u2066to\u2069 \u200fleft", "right to left"],
    ["  a\r\n\t b\u00a0\u3000c\u2028d ", "a b c d"],
    ["non\ufffecharacter\u{10ffff}\ufdd0 private\ue000\u{f0000}Use", "noncharacter privateUse"],
    ["", ""],
    [" \n\0 ", ""],
  ];
  for (const [given, expected] of cases) assert.equal(makeSpeakable(given), expected);
});

test("more than four marks on a letter are reduced to four", () => {
  assert.equal(makeSpeakable(`Z${"\u0321".repeat(50)}A${"\u0324".repeat(1_000)}`), `Z${"\u0321".repeat(4)}A${"\u0324".repeat(4)}`);
  assert.equal(makeSpeakable(`\u0301\u0301 \u0301x`), "x");
});

test("scripts that need marks and joiners keep them", () => {
  const samples = [
    "Tiếng Việt rất đẹp: Nguyễn, ngữ, ượt.",
    "ภาษาไทย น้ำ ที่นี่ เก้าอี้",
    "हिन्दी में क्षत्रिय और ज़िन्दगी",
    "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
    "می‌خواهم کتاب‌ها را",
    "الْحَمْدُ لِلَّهِ رَبِّ الْعَالَمِينَ",
    "ക്‍ഷ ശ്രീ",
    "ශ්‍රී ලංකාව",
    "日本語、中文，한국어。",
    "👩‍👩‍👧 👍🏽 ❤️ 🇫🇷",
    "Hello, world! 3.5 % of €1,000 (or m²)…",
  ];
  for (const sample of samples) assert.equal(makeSpeakable(sample), sample.normalize("NFC"));
});

test("compatibility forms of letters become readable, and nothing else changes", () => {
  const cases: [string, string][] = [
    ["ﬁnal oﬃce", "final office"],
    ["ＡＢＣ１２３！", "ABC123！"],
    ["𝗯𝗼𝗹𝗱 𝒾𝓉𝒶𝓁𝒾𝒸 𝟛", "bold italic 3"],
    ["ⓗⓘ ① Ⅳ ℝ", "hi 1 IV R"],
    ["ｶﾞｷﾞ ﾊﾟ ﾊﾞｽ", "ガギ パ バス"],
    ["ﻻ ﷺ", "لا صلى الله عليه وسلم"],
    ["cafe\u0301 한", "café 한"],
    ["½ m² ™ ℃ №", "½ m² ™ ℃ №"],
  ];
  for (const [given, expected] of cases) assert.equal(makeSpeakable(given), expected);
});

test("joiners are removed if the script does not need them", () => {
  assert.equal(makeSpeakable("pass\u200cword\u200d \u200d\u200cend"), "password end");
  assert.equal(makeSpeakable("می\u200c\u200c\u200cخواهم"), "می‌خواهم");
  assert.equal(makeSpeakable("1\ufe0f\u20e3 x\ufe0f"), "1 x");
});

test("letters, digits and emoji are audible; punctuation, spaces and marks are not", () => {
  for (const text of ["a", "٣", "語", "🙂", "🇫🇷"]) assert.equal(isAudible(text), true, text);
  for (const text of ["", " \n", "…—«»", "***", "\u0301", "\u200b", "===="]) assert.equal(isAudible(text), false, text);
});

test("for any string: idempotent, well formed, on one line, no letter or digit lost", () => {
  // Decomposed, so that composed and compatibility forms compare as equal.
  const letters = (text: string): string => text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
  fc.assert(
    fc.property(anyText, (text) => {
      const spoken = makeSpeakable(text);
      assert.equal(makeSpeakable(spoken), spoken);
      assert.equal(spoken.normalize("NFC"), spoken);
      assert.doesNotMatch(spoken, /[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u2028\u2029]|^\s|\s$| {2}/u);
      assert.doesNotMatch(spoken, /[\p{M}\u200c\u200d]{5}/u);
      assert.equal(letters(spoken), letters(text));
    }),
    { numRuns: 3_000 },
  );
});

/** With quadratic time this would take hours. */
test("a million characters of the worst kind take linear time", { timeout: 60_000 }, () => {
  for (const unit of ["\u0301", "\u200b", "\ud800", " ", "\0"]) {
    const text = `a${unit.repeat(1_000_000)}`;
    assert.ok(makeSpeakable(text).length <= text.length, JSON.stringify(unit));
  }
});
