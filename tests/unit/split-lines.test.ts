import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeSpeakable } from "./make-speakable.ts";
import { splitSentences } from "../../offscreen/text/split-sentences.ts";

const texts = (text: string, language = "en"): string[] => [...splitSentences(text, language)].map((sentence) => sentence.text);

/** Wraps like mail programs: as many words on each line as fit. */
function wrap(text: string, margin: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= margin) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

const prose: Record<string, string> = {
  en: "The lamp was lit at dusk by the keeper of the light, and 4 ships came in from the open sea before Mary Smith had even reached the top of the stairs in 1945, when nobody had expected any of them.",
  de: "Am Abend stieg der Wärter des Leuchtturms die lange Treppe hinauf, weil die Schiffe vor der Küste in der Dämmerung kein Licht mehr sahen und die Fischer aus dem Dorf Angst um ihre Boote hatten.",
  ru: "Вечером смотритель маяка поднялся по длинной лестнице наверх, потому что корабли у берега в сумерках уже не видели света, а рыбаки из деревни Заречье боялись за свои лодки и сети.",
  ar: "في المساء صعد حارس المنارة الدرج الطويل لأن السفن القريبة من الساحل لم تعد ترى الضوء عند الغسق وكان الصيادون من القرية يخافون على قواربهم وشباكهم من الصخور الكبيرة",
  hi: "शाम को प्रकाशस्तंभ का रखवाला लंबी सीढ़ियाँ चढ़कर ऊपर गया क्योंकि तट के पास के जहाज़ों को धुंधलके में रोशनी नहीं दिख रही थी और गाँव के मछुआरे अपनी नावों के लिए डर रहे थे",
};

test("text wrapped at a margin is read as if it were not wrapped, in every language", () => {
  for (const [language, text] of Object.entries(prose)) {
    for (const margin of [65, 72, 78]) {
      assert.deepEqual(texts(wrap(text, margin), language).join(" "), makeSpeakable(text), `${language} ${margin}`);
      assert.deepEqual(texts(wrap(text, margin), language), texts(text, language), `${language} ${margin}`);
    }
  }
  const chinese =
    "黄昏时分灯塔亮了，她爬了一百九十九级台阶，从塔顶上她看见三艘船正驶向港口，还有第四艘船在很远的地方，码头上谁也没有注意到它";
  const lines = chinese.match(/.{1,38}/gu)?.join("\n") ?? "";
  assert.equal(texts(lines, "zh").length, texts(chinese, "zh").length);
});

test("a line with a capital continues the sentence if the language capitalises nouns, or if the lines around are full", () => {
  const line = "Diese Zeile eines Briefes hat ein Programm am rechten Rand vor einem Wort gebrochen wie";
  assert.equal(texts(`${line}\nHaus.`, "de").length, 1);
  assert.equal(texts("This line of a letter was broken by a program at its right margin before\n1945 and after it.").length, 1);
});

test("any prose wrapped at any usual margin loses nothing, and no sentence ends at a line break", () => {
  const word = fc.constantFrom("a", "of", "lamp", "keeper", "lighthouse", "London", "1945", "x-ray", "3.5", "naïve");
  fc.assert(
    fc.property(fc.array(word, { minLength: 30, maxLength: 80 }), fc.integer({ min: 62, max: 110 }), (words, margin) => {
      // The first line is followed by one in lower case, which shows that it was wrapped.
      const text = `The lamp was lit ${words.join(" ")}.`;
      const wrapped = wrap(text, margin);
      const continued = wrapped.split("\n").slice(1);
      fc.pre(
        Math.max(...wrapped.split("\n").map(({ length }) => length)) >= 60 &&
          (continued.length >= 4 || continued.some((line) => /^[^A-Z]/.test(line))),
      );
      assert.equal(texts(wrapped).join(" "), text);
    }),
  );
});

test("verses, addresses, lists and code keep their lines", () => {
  const kept = [
    "Apples\nPears\nPlums",
    "apples\npears\nplums",
    "Fruit\napples\npears",
    "Mary Smith\n12 Elm Road\nLondon NW1 4AB\nUnited Kingdom",
    "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\nAnd summer’s lease hath all too short a date",
    "Sing, goddess, the anger of Peleus’ son Achilleus and its devastation,\nWhich put pains thousandfold upon the Achaians,\nHurled in their multitudes to the house of Hades strong souls\nOf heroes, but gave their bodies to be the delicate feasting of dogs",
    "const first = 1\nconst second = first + 1\nreturn second",
    "1. The first of the points that we would like to make in this letter to you\n2. The second of the points that we would like to make in this letter to you\n3. The third",
    "- the first of the points that we would like to make in this letter to you\n- the second of the points that we would like to make in this letter to you",
    "The minister resigns after a long night of talks with the opposition party\nStorm warnings are in force along the whole of the northern coast",
  ];
  for (const text of kept) {
    const lines = text.split("\n");
    const sentences = [...splitSentences(text, "en")];
    for (const line of lines.slice(1))
      assert.ok(
        sentences.some(({ start }) => start === text.indexOf(line)),
        `${line} in ${JSON.stringify(sentences.map((sentence) => sentence.text))}`,
      );
  }
});

test("a line break inside a sentence does not end it", () => {
  assert.deepEqual(texts("The quick brown fox\njumps over\nthe lazy dog. It sleeps."), [
    "The quick brown fox jumps over the lazy dog.",
    "It sleeps.",
  ]);
  assert.deepEqual(texts("Roses are red,\nviolets are blue."), ["Roses are red, violets are blue."]);
  assert.deepEqual(texts("What I like:\napples and pears."), ["What I like:", "apples and pears."]);
});

test("a word hyphenated at a line's end is one word again", () => {
  assert.deepEqual(texts("It was an inter-\nnational meeting."), ["It was an international meeting."]);
  assert.deepEqual(texts("inter\u00ad\r\n  national"), ["international"]);
  assert.deepEqual(texts("Der Haupt-\nund der Nebensatz.", "de").join(" "), "Der Haupt- und der Nebensatz.");
  assert.deepEqual(texts("Pages 3-\n5 and A-\nB"), texts("Pages 3-\n5 and A-\nB"));
  assert.deepEqual(texts("- one\n- two"), ["- one", "- two"]);
  const [sentence] = splitSentences("An inter-\nnational one", "en");
  assert.deepEqual([sentence?.start, sentence?.end], [0, 22]);
});

test("a part of a text is split as in the whole", () => {
  const text = "The word 漢字 is Chinese.\n\nNext.";
  const part = (from: number, to: number): [string, number, boolean][] =>
    [...splitSentences(text, "en", from, to)].map(({ text: spoken, start, endsParagraph }) => [spoken, start, endsParagraph]);
  assert.deepEqual(part(0, 9), [["The word", 0, false]]);
  assert.deepEqual(part(11, 25), [["is Chinese.", 12, true]]);
  assert.deepEqual(part(25, text.length), [["Next.", 25, true]]);
});

const tokens = [
  "https://example.com/a/b?c=1&d=2",
  "https://example.com/a!b.C?x=Y.Z",
  "www.example.com/?q=What?Ever",
  "mary.Smith@mail.Example.com",
  "arr[i]?.Name",
  "a?B:c;D(e)!=f",
  "std::Vector<int>!.Size()",
  "1,234,567.89",
  "2024-05-01T10:30:00",
  "1 234 567",
];

test("addresses, code and numbers are never split", () => {
  assert.deepEqual(texts("See https://example.com/a/b?c=1&d=2 for more."), ["See https://example.com/a/b?c=1&d=2 for more."]);
  assert.deepEqual(texts('The expression arr[i] ?? "none" gives a default.'), ['The expression arr[i] ?? "none" gives a default.']);
  assert.deepEqual(texts("Is it https://example.com/? Yes. Really?Yes."), ["Is it https://example.com/?", "Yes.", "Really?", "Yes."]);
  assert.deepEqual(texts("He came.[1] She left."), ["He came.", "[1] She left."]);
  assert.deepEqual(texts("Quoi ? Il part. Non ! Si.", "fr"), ["Quoi ?", "Il part.", "Non !", "Si."]);

  const filler = fc
    .array(fc.constantFrom("word", "the", "and,", "end.", "So", "a", "lighthouse"), { maxLength: 60 })
    .map((words) => words.join(" "));
  fc.assert(
    fc.property(
      filler,
      fc.constantFrom(...tokens, `https://example.com/${"path?/".repeat(45)}x`),
      filler,
      fc.constantFrom("en", "de", "fr", "xx"),
      (before, token, after, language) => {
        const pieces = texts(`${before} ${token} ${after}`, language);
        assert.ok(
          pieces.some((piece) => piece.includes(token)),
          JSON.stringify(pieces),
        );
      },
    ),
    { numRuns: 300 },
  );
});
