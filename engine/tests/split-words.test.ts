import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createWordSplitter } from "../words/split-words.ts";

/** Texts with their words. */
const texts: Readonly<Record<string, readonly (readonly [text: string, words: readonly string[]])[]>> = {
  "en-us": [
    ["In 1984, Dr. Smith drove 10 km/h.", ["In", "1984", "Dr.", "Smith", "drove", "10", "km/h"]],
    ["It's well-known: they've gone.", ["It's", "well", "known", "they've", "gone"]],
    ["“Wait… what?!” (perhaps) [12]", ["Wait", "what", "perhaps", "12"]],
    ["It costs $1,234.56, i.e. 3.5% more at 10:45 p.m.", ["It", "costs", "$1,234.56", "i.e.", "3.5%", "more", "at", "10:45", "p.m."]],
    ["C++, C#, AT&T & COVID-19", ["C++", "C#", "AT&T", "&", "COVID-19"]],
    ["-5 °C or 5°C, x², ½", ["-5", "°C", "or", "5°C", "x²", "½"]],
    ["someone@example.org, https://example.com/a", ["someone@example.org", "https://example.com/a"]],
    ["I ❤️ this 😀👍🏽", ["I", "❤️", "this", "😀", "👍🏽"]],
    ["U.S.A. No. 5. Then the end.", ["U.S.A.", "No.", "5.", "Then", "the", "end"]],
  ],
  fr: [
    ["« Qu'est-ce que l’heure ? » N° 5, M. Dupont", ["Qu'est", "ce", "que", "l’heure", "N°", "5", "M.", "Dupont"]],
    ["1\u202f234,56\u00a0€ et 1 234", ["1\u202f234,56", "€", "et", "1", "234"]],
  ],
  de: [["Am 3. Oktober, d. h. z. B.", ["Am", "3.", "Oktober", "d.", "h.", "z.", "B"]]],
  cmn: [["我用iPhone看YouTube,你呢?", ["我", "用", "iPhone", "看", "YouTube", "你", "呢"]]],
  ja: [["今日は良い天気です。", ["今日", "は", "良い", "天気", "です"]]],
  th: [["สวัสดีครับ ทุกคน", ["สวัสดี", "ครับ", "ทุก", "คน"]]],
  ar: [["في 3 أكتوبر ١٩٩٠، كذلك؟", ["في", "3", "أكتوبر", "١٩٩٠", "كذلك"]]],
};

for (const [espeakVoice, cases] of Object.entries(texts)) {
  test(`${espeakVoice}: words are those that a person sees`, () => {
    const split = createWordSplitter(espeakVoice);
    for (const [text, words] of cases) {
      assert.deepEqual(
        split(text).map(({ start, end }) => text.slice(start, end)),
        words,
        text,
      );
    }
  });
}

test("of any text the words are in order, not empty, and without spaces around them", () => {
  const pieces = fc.constantFrom(
    " ",
    "a",
    "it's",
    "5",
    "-",
    ".",
    ",",
    "$",
    "%",
    "日本",
    "ไทย",
    "😀",
    "\u0301",
    "\u00a0",
    "\n",
    "\ud800",
    "/",
    "'",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(pieces).map((parts) => parts.join("")),
      ),
      (text) => {
        let before = 0;
        for (const { start, end } of createWordSplitter("en-us")(text)) {
          assert.ok(before <= start && start < end && end <= text.length);
          assert.equal(text.slice(start, end).trim(), text.slice(start, end));
          before = end;
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("a voice with a name that is no language splits words all the same", () => {
  for (const espeakVoice of ["", "xx", "mb-en1", "English", "../voice"])
    assert.equal(createWordSplitter(espeakVoice)("two words").length, 2);
});
