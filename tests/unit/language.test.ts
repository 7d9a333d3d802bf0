import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { composeUtterance, leavesOut } from "../../src/background/compose-utterance.ts";
import { splitSpans } from "../../src/background/language/split-spans.ts";
import { maxDetections, nameLanguages, sampleLength, type Clues, type NamedSpan } from "../../src/background/language/name-languages.ts";
import type { LanguageRange } from "../../src/shared/selection.ts";
import { UserFacingError } from "../../src/shared/errors.ts";
import { espeakVoiceFor } from "../../src/shared/espeak-languages.ts";
import { baseLanguage, languageTag } from "../../src/shared/languages.ts";
import { defaultSettings } from "../../src/shared/settings.ts";

const english = "The lamp was lit at dusk, and the keeper of the light went up the long stairs to see what was on the water that night.";
const german = "Die Lampe brennt ab der Dämmerung, und der Wärter steigt die lange Treppe hinauf, um zu sehen, was auf dem Wasser ist.";
const french = "La lampe s’allume au crépuscule, et le gardien monte le long escalier pour voir ce qui se passe sur la mer dans la nuit.";
const russian = "Лампу зажгли в сумерках.";
const arabic = "أُضيء المصباح عند الغسق.";
const thai = "ตะเกียงถูกจุดในยามพลบค่ำ";
const chinese = "黄昏时分,灯塔亮了。";
const maldivian = "އަހަރެންގެ ރަހުމަތްތެރިޔާ";

/** Recognises a language by its most frequent words. Like browsers, it is certain from some twenty words on. */
function detect(text: string): Awaited<ReturnType<Clues["detect"]>> {
  const frequent: Record<string, RegExp> = {
    en: /\b(?:the|and|was|of|to)\b/g,
    de: /\b(?:die|der|und|dem|ist)\b/g,
    fr: /\b(?:la|le|et|qui|pour)\b/g,
    ru: /[а-я]/g,
    zh: /\p{Script=Han}/gu,
  };
  const counts = Object.entries(frequent).map(([language, words]) => ({ language, count: text.toLowerCase().match(words)?.length ?? 0 }));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const languages = counts.filter(({ count }) => count > 0).map(({ language, count }) => ({ language, percentage: (100 * count) / all }));
  languages.sort((a, b) => b.percentage - a.percentage);
  return { isReliable: text.split(" ").length >= 20, languages };
}

const clues = (likely: string[] = ["en"]): Clues => ({ detect: async (text) => detect(text), likely: async () => likely, mixes: true });

/** A text whose parts each have a declared language. */
function page(...parts: [declared: string, text: string][]): { text: string; ranges: LanguageRange[] } {
  let text = "";
  const ranges = parts.map(([language, part]) => {
    const start = text.length;
    text += part;
    return { start, end: text.length, language };
  });
  return { text, ranges };
}

async function spansOf({ text, ranges }: { text: string; ranges: LanguageRange[] }, known = clues()): Promise<NamedSpan[]> {
  return nameLanguages(text, splitSpans(text, ranges), known);
}

/** Each part with its language, and a `!` if no voice reads it. */
async function read(parts: [declared: string, text: string][], likely?: string[]): Promise<[language: string, text: string][]> {
  const selection = page(...parts);
  const spans = await spansOf(selection, clues(likely));
  return spans.map(({ start, end, language, isSpoken }) => [isSpoken ? language : `${language}!`, selection.text.slice(start, end).trim()]);
}

test("the declared language is used if it is plausible", async () => {
  assert.deepEqual(await read([["fr", french]]), [["fr", french]]);
  assert.deepEqual(await read([["en-GB", "Hello world"]], ["de"]), [["en-GB", "Hello world"]]);
  assert.deepEqual(await read([["sr", "Dobar dan"]]), [["sr", "Dobar dan"]]);
  assert.deepEqual(await read([["fr", "12 345"]]), [["fr", "12 345"]]);
  // Too short for a certain detection.
  assert.deepEqual(await read([["en", "Die Lampe"]]), [["en", "Die Lampe"]]);
});

test("text in another script than the declared language's is read in a language of that script", async () => {
  for (const [text, language] of [
    [arabic, "ar"],
    [russian, "ru"],
    [thai, "th"],
    [chinese, "zh"],
    ["Λόγος", "el"],
    ["안녕하세요", "ko"],
    ["これはすごい", "ja"],
  ] as const) {
    assert.deepEqual(await read([["en", text]]), [[language, text]]);
  }
  assert.deepEqual(await read([["ru", "Hello world"]], ["ru", "en-US"]), [["en-US", "Hello world"]]);
});

test("certain detection overrides the declared language, also for single paragraphs", async () => {
  assert.deepEqual(await read([["en", german]]), [["de", german]]);
  assert.deepEqual(await read([["en", `${english}\n\n${german}\n\n${english}`]]), [
    ["en", english],
    ["de", german],
    ["en", english],
  ]);
  assert.deepEqual(await read([["", `Das Licht\n\n${german}\n\nThe light\n\n${english}`]]), [
    ["de", `Das Licht\n\n${german}`],
    ["en", `The light\n\n${english}`],
  ]);
});

test("the end of a paragraph does not belong to the next paragraph", async () => {
  const parts = await read([["en", `${english} ${russian} Then he left.\n\n${german}`]]);
  assert.deepEqual(parts, [
    ["en", english],
    ["ru", russian],
    ["en", "Then he left."],
    ["de", german],
  ]);
});

test("languages that detection confuses stay as declared", async () => {
  const certain: Clues = {
    detect: async () => ({ isReliable: true, languages: [{ language: "da", percentage: 100 }] }),
    likely: async () => [],
    mixes: true,
  };
  assert.equal((await spansOf(page(["nb-NO", german]), certain))[0]?.language, "nb-NO");
  assert.equal((await spansOf(page(["de", german]), certain))[0]?.language, "da");
});

test("paragraphs with different declared languages are read in these", async () => {
  assert.deepEqual(
    await read([
      ["fr", "Bonjour à tous.\n\n"],
      ["de", "Guten Tag.\n\n"],
      ["de-AT", "Servus."],
    ]),
    [
      ["fr", "Bonjour à tous."],
      ["de", "Guten Tag."],
      ["de-AT", "Servus."],
    ],
  );
  // A foreign word inside a sentence belongs to the sentence, because people say it without a pause.
  assert.deepEqual(
    await read([
      ["en", "He felt a certain "],
      ["de", "Schadenfreude"],
      ["en", " that evening."],
    ]),
    [["en", "He felt a certain Schadenfreude that evening."]],
  );
});

test("a sentence in another script is a passage of its own; names and abbreviations are not", async () => {
  assert.deepEqual(await read([["en", `He opened the letter. ${russian} Then he left.`]]), [
    ["en", "He opened the letter."],
    ["ru", russian],
    ["en", "Then he left."],
  ]);
  for (const text of [
    "Он купил новый iPhone 15 Pro. OK. Mr. Иванов ушёл.",
    "Мне очень нравится Visual Studio Code.",
    "我今天用iPhone。OK!",
  ]) {
    assert.equal((await read([["", text]])).length, 1, text);
  }
  assert.deepEqual(await read([["ru", `${russian} This is a whole sentence in English. ${russian}`]]), [
    ["ru", russian],
    ["en", "This is a whole sentence in English."],
    ["ru", russian],
  ]);
});

test("words that a voice cannot read are read by one that can", async () => {
  assert.deepEqual(await read([["en", "The word 漢字 is Chinese, and привет is Russian."]]), [
    ["en", "The word"],
    ["zh", "漢字"],
    ["en", "is Chinese, and"],
    ["ru", "привет"],
    ["en", "is Russian."],
  ]);
  for (const text of ["The angle α is 5 Ω.", "Say नमस्ते or 안녕 to them.", "A hаlf Cyrillic word."])
    assert.deepEqual(await read([["en", text]]), [["en", text]]);
  assert.deepEqual(await read([["he", "זה Visual Studio Code שלי"]], ["he", "en"]), [
    ["he", "זה"],
    ["en", "Visual Studio Code"],
    ["he", "שלי"],
  ]);
});

test("ideographs are Japanese if there is kana, and Japanese with many of them has no voice", async () => {
  assert.deepEqual(await read([["", "これは すごい です。"]]), [["ja", "これは すごい です。"]]);
  assert.deepEqual(await read([["", "私の友達は東京に住んでいます。"]]), [["ja!", "私の友達は東京に住んでいます。"]]);
  assert.deepEqual(
    await read([["zh", "这是日本の味。黄昏时分灯塔亮了。她爬了一百九十九级台阶。"]]).then((spans) => spans.map(([language]) => language)),
    ["zh"],
  );
});

test("text that no voice can read is left out and reported, not read in another language", async () => {
  assert.deepEqual(await read([["dv", maldivian]]), [["dv!", maldivian]]);
  assert.deepEqual(await read([["yo", "Bawo ni"]]), [["yo!", "Bawo ni"]]);
  assert.deepEqual(await read([["dv", english]]), [["en", english]]);
  assert.deepEqual(await read([["yo", english]]), [["en", english]]);

  const origin = {
    source: { tabId: null, frameId: 0, title: "", site: "" },
    address: "",
    isPrivate: false,
    mayGrow: false,
    requestedAt: 0,
  };
  const compose = async (selection: ReturnType<typeof page>) =>
    composeUtterance({ ...selection, mapId: null, truncated: false }, await spansOf(selection), defaultSettings, origin);
  await assert.rejects(
    compose(page(["dv", maldivian])),
    (thrown) => thrown instanceof UserFacingError && thrown.code === "languageNotSpoken",
  );
  const mixed = await compose(page(["en", `Hello there.\n\n${maldivian}\n\nGoodbye now.`]));
  assert.deepEqual(
    mixed.passages.map(({ start, end }) => mixed.text.slice(start, end).trim()),
    ["Hello there.", "Goodbye now."],
  );
  assert.equal(leavesOut(mixed), true);
  assert.equal(leavesOut(await compose(page(["en", "Hello there."]))), false);
});

test("each passage has the voice that was chosen for its language", async () => {
  const voices = {
    fr: { voiceId: "siwis", speakerId: 0 },
    zh: { voiceId: "huayan", speakerId: 0 },
    no: { voiceId: "talesyntese", speakerId: 0 },
  };
  const selection = page(["fr-CA", "Bonjour.\n\n"], ["cmn-Hans", `${chinese}\n\n`], ["nb", "God kveld.\n\n"], ["en", "Good evening."]);
  const { passages } = composeUtterance(
    { ...selection, mapId: null, truncated: false },
    await spansOf(selection),
    { ...defaultSettings, voices },
    { source: { tabId: null, frameId: 0, title: "", site: "" }, address: "", isPrivate: false, mayGrow: false, requestedAt: 0 },
  );
  assert.deepEqual(
    passages.map(({ voice }) => voice.voiceId),
    ["siwis", "huayan", "talesyntese", "instant"],
  );
});

const origin = (site: string) => ({
  source: { tabId: null, frameId: 0, title: "", site },
  address: "",
  isPrivate: false,
  mayGrow: true,
  requestedAt: 0,
});

test("quotes are passages of their own, in the other voice of their language, and only if they are wished", async () => {
  const wished = {
    ...defaultSettings,
    leftOut: { ...defaultSettings.leftOut, quotesInOtherVoice: true },
    quoteVoices: { en: { voiceId: "quotes", speakerId: 2 } },
  };
  const selection = page(
    ["en", "She said: “I will go. It is late,” and left the “new” house.\n\nIt was so.\n\n"],
    ["fr", "« Oui, c’est vrai », dit-il."],
  );
  const passagesWith = async (settings: typeof wished, quotes: { start: number; end: number }[] = []) => {
    const text = { ...selection, quotes, mapId: null, truncated: false };
    const { passages } = composeUtterance(text, await spansOf(selection), settings, origin("example.org"));
    return passages.map(({ start, end, voice }) => [selection.text.slice(start, end).trim(), voice.voiceId]);
  };
  const start = selection.text.indexOf("It was so");
  assert.deepEqual(await passagesWith(wished, [{ start, end: start + 10 }]), [
    ["She said:", "instant"],
    ["“I will go. It is late,”", "quotes"],
    ["and left the “new” house.", "instant"],
    ["It was so.", "quotes"],
    ["« Oui, c’est vrai », dit-il.", "instant"],
  ]);
  assert.equal((await passagesWith({ ...wished, leftOut: defaultSettings.leftOut })).length, 2);
  assert.equal((await passagesWith({ ...wished, quoteVoices: {} as typeof wished.quoteVoices })).length, 2);
  assert.equal((await passagesWith({ ...wished, leftOutOn: { "example.org": defaultSettings.leftOut } })).length, 2);
});

test("passages know how their text is said, for their site, and for selected text", async () => {
  const settings = {
    ...defaultSettings,
    leftOutOn: { "example.org": { ...defaultSettings.leftOut, emoji: "none" as const, citationsInSelections: false } },
  };
  const saying = async (text: string, site: string, mayGrow: boolean) => {
    const selection = page(["en", text]);
    const made = composeUtterance({ ...selection, mapId: null, truncated: false }, await spansOf(selection), settings, {
      ...origin(site),
      mayGrow,
    });
    return made.passages[0]?.saying;
  };
  const usual = { addresses: "host", citations: true, emoji: "said", hashtags: "said" };
  assert.deepEqual(await saying("A mill.[1]", "example.com", true), usual);
  assert.deepEqual(await saying("A mill.[1]", "example.com", false), usual);
  assert.deepEqual(await saying("A mill.[1]", "www.example.org", true), { ...usual, emoji: "none" });
  assert.deepEqual(await saying("A mill.[1]", "www.example.org", false), { ...usual, emoji: "none", citations: false });
  assert.deepEqual(await saying("[12]", "example.com", false), { ...usual, citations: false });
});

test("tags in every spelling give the language for which a voice is chosen, and no tag causes an error", () => {
  const tags = {
    zh: "cmn-Hans zh-HK yue zh_TW zh-Hant-HK",
    no: "no nb nn nb_NO nn-NO",
    he: "he iw iw-IL",
    id: "id in in-ID",
    fil: "fil tl tl-PH",
    sr: "sr sh sr-Latn",
    ro: "ro mo",
    fr: "FR fr-CA fr_FR",
  };
  for (const [base, spellings] of Object.entries(tags)) for (const tag of spellings.split(" ")) assert.equal(baseLanguage(tag), base, tag);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string({ unit: fc.constantFrom("a", "n", "-", "_", "x", "1", " ") }),
        fc.constantFrom("constructor", "__proto__", "toString"),
      ),
      (tag) => {
        assert.equal(typeof baseLanguage(tag), "string");
        assert.ok(languageTag(tag) === "" || new Intl.Locale(languageTag(tag)));
        assert.ok(espeakVoiceFor(tag) === undefined || typeof espeakVoiceFor(tag) === "string");
      },
    ),
  );
});

/** With quadratic time this would not end. */
test("a tag of a million parts takes no time", async () => {
  const tag = `en${"-a".repeat(1_000_000)}`;
  for (let again = 0; again < 1_000; again += 1) {
    assert.equal(espeakVoiceFor(tag), "en-us");
    assert.equal(languageTag(tag), "");
    assert.ok(baseLanguage(tag).length <= 35);
  }
  assert.deepEqual(await read([[tag, "Hello world"]]), [["en", "Hello world"]]);
});

test("for any text, detection runs a limited number of times on short samples", async () => {
  const hostile = Array.from({ length: 5_000 }, (_, index): [string, string] => [
    `x-${index}`,
    index % 2 ? `${english}\n\n` : "Привет мир\n\n",
  ]);
  const texts = [
    page(["en", `${english}\n\n`.repeat(4_000)]),
    page(["", "a漢".repeat(250_000)]),
    page(["", "a漢. ".repeat(125_000)]),
    page(...hostile),
    page(["", `${".".repeat(250_000)}a${"\n".repeat(249_000)}b`]),
  ];
  for (const selection of texts) {
    let asked = 0;
    const spans = await spansOf(selection, {
      async detect(sample) {
        asked += 1;
        assert.ok(sample.length <= sampleLength);
        return detect(sample);
      },
      likely: async () => ["en"],
      mixes: true,
    });
    assert.ok(asked <= maxDetections, `${asked} times`);
    assert.ok(spans.length <= 4_000, `${spans.length} spans`);
    assertCovered(selection.text, spans);
  }
});

function assertCovered(text: string, spans: readonly { start: number; end: number }[]): void {
  let covered = 0;
  for (const { start, end } of spans) {
    assert.equal(start, covered);
    assert.ok(end > start);
    covered = end;
  }
  assert.equal(covered, text.length);
}

test("any text with any tags is covered without gaps, and never split inside a word", async () => {
  const words = fc.constantFrom(
    "word",
    "Слово",
    "漢字",
    "かな",
    "ไทย",
    "שלום",
    "λ",
    "3.5",
    "e\u0301",
    "😀",
    "(",
    "”",
    ".",
    "。",
    "! ",
    "\n",
    "\n\n",
    " ",
    " ",
    "\t",
    "\r\n",
    "\ud800",
    maldivian,
  );
  const tags = fc.oneof(fc.constantFrom("", "en", "fr", "zh", "dv", "xx", "ar-Latn", "\0"), fc.string({ maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          tags,
          fc.array(words, { minLength: 1, maxLength: 12 }).map((parts) => parts.join("")),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      async (parts) => {
        const selection = page(...parts);
        const spans = await spansOf(selection);
        assertCovered(selection.text, spans);
        for (const { start } of spans.slice(1))
          assert.doesNotMatch(selection.text.slice(start - 1, start + 1), /[a-z]{2}|[а-я]{2}|[\ud800-\udbff][\udc00-\udfff]/);
      },
    ),
    { numRuns: 500 },
  );
});
