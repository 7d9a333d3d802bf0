import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createDictionary } from "../../offscreen/text/spoken/dictionary.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import { splitSentences } from "../../offscreen/text/split-sentences.ts";
import { parsePronunciations } from "../../src/shared/pronunciations.ts";
import { addressWays, emojiWays, hashtagWays, type Saying } from "../../src/shared/settings.ts";

const usual: Saying = { addresses: "host", citations: true, emoji: "said", hashtags: "said" };

function said(text: string, wishes: Partial<Saying> = {}, language = "en"): string {
  return [...splitSentences(text, language)]
    .map((sentence) => spokenText(sentence.text, language, [], [], { ...usual, ...wishes }).text.trim())
    .filter((spoken) => spoken !== "")
    .join(" ");
}

test("of an address only the host is said, with what ends the sentence", () => {
  const cases: [string, string][] = [
    ["See https://www.example.org/a/very/long/way?and=more#there.", "See example.org."],
    ["See www.example.com/page?id=7! Or not.", "See example.com! Or not."],
    ["(http://example.org:8080/a_(b))", "(example.org))"],
    ["It is at example.com/short, and at bbc.co.uk.", "It is at example.com, and at bbc.co.uk."],
    ["Source: https://t.co/aB3xYz", "Source: t.co"],
    ["Write to anna@example.org or to anna@mail.example.org/x.", "Write to anna@example.org or to anna@mail.example.org/x."],
    ["He or she and/or it. 3/4 of them. a.m./p.m.", "He or she and/or it. 3 quarters of them. a.m./p.m."],
    ["https://example.org", "example.org"],
  ];
  for (const [written, spoken] of cases) assert.equal(said(written), spoken);
});

test("addresses are said as they are written, or not at all", () => {
  const text = "See https://www.example.org/a?b=1 there. And www.example.com.";
  assert.equal(said(text, { addresses: "whole" }), text);
  assert.equal(said(text, { addresses: "none" }), "See there. And.");
  assert.equal(said("More: bit.ly/x1 and example.com/x1.", { addresses: "none" }), "More: and.");
});

test("the stop of a host is said in the language of the voice", () => {
  assert.equal(said("Voir https://www.lemonde.fr/planete/article/2024/01/05/x.html.", {}, "fr"), "Voir lemonde point fr.");
  assert.equal(
    said("Mehr auf www.zeit.de/politik und bei post.bund.de.", {}, "de"),
    "Mehr auf zeit Punkt de und bei post Punkt bund Punkt de.",
  );
  assert.equal(said("Más en https://elpais.com/ciencia/.", {}, "es"), "Más en elpais.com.");
  assert.equal(said("Das ist das Ende. Es kam so.", {}, "de"), "Das ist das Ende. Es kam so.");
});

test("an address that is too long for a sentence is left out to its end", () => {
  const long = `https://www.example.org/${"a/very&long=way%20".repeat(40)}end`;
  assert.equal(said(`See ${long} for more.`), "See example.org for more.");
  assert.equal(said(`See ${long} for more.`, { addresses: "none" }), "See for more.");
});

test("an emoji is said once, without its colour and without what cuts its name off", () => {
  const cases: [string, string][] = [
    ["So funny 😂😂😂!", "So funny 😂!"],
    ["Yes👍🏽👍🏿 we can", "Yes 👍 we can"],
    ["I ❤️ NY", "I ❤ NY"],
    ["🤷‍♀️ Who knows", "🤷 Who knows"],
    ["The 🇫🇷🇩🇪 border", "The 🇫🇷 🇩🇪 border"],
    ["A family 👨‍👩‍👧 here", "A family 👨‍👩‍👧 here"],
    ["Pride 🏳️‍🌈", "Pride 🏳‍🌈"],
    ["Launch 🚀🎉🚀", "Launch 🚀 🎉 🚀"],
    ["© 2024 Acme™ → home", "© 2024 Acme™ → home"],
    ["☺ fine", "☺ fine"],
  ];
  for (const [written, spoken] of cases) assert.equal(said(written), spoken);
});

test("emoji are left out, and words stay apart", () => {
  const wishes = { emoji: "none" } as const;
  assert.equal(said("So funny 😂😂 😂! Good👍🏽bye 🇫🇷.", wishes), "So funny! Good bye.");
  assert.equal(said("👍🏽 ❤️", wishes), "");
  assert.equal(said("© 2024 Acme™", wishes), "© 2024 Acme™");
});

test("hashtags are said as words, or left out; names are said", () => {
  const cases: [string, string, string][] = [
    ["en", "We march for #ClimateAction now", "We march for Climate Action now"],
    ["en", "#BBCNews: #throwback_thursday, @anna_b and @JohnDoe", "BBC News: throwback thursday, @anna b and @John Doe"],
    ["fr", "Merci à tous ! #TransitionÉcologique #COP28", "Merci à tous ! Transition Écologique COP 28"],
    ["de", "Danke an alle. #FridaysForFuture #Größe", "Danke an alle. Fridays For Future Größe"],
    ["es", "Gracias. #NiUnaMás", "Gracias. Ni Una Más"],
  ];
  for (const [language, written, spoken] of cases) assert.equal(said(written, {}, language), spoken);
  assert.equal(said("We march #ClimateAction #now. Hi @anna!", { hashtags: "none" }), "We march. Hi @anna!");
  assert.equal(said("C# and F# and a#b", {}), "C# and F# and a#b");
});

test("marks of citations are not said, wherever the sentence was split", () => {
  const text = "The mill is old and has run for long.[12] It still runs.[citation needed] Then it rained.[2][3] Yes.¹ No.";
  assert.equal(said(text), "The mill is old and has run for long. It still runs. Then it rained. Yes. No.");
  assert.match(said(text, { citations: false }), /\[12\] It still runs\.\[citation needed\]/);
  assert.equal(
    said("He said [t]he mill is 5 m² and sin² x, [sic] and [2019]."),
    "He said [t]he mill is 5 square meters and sin² x, [sic] and [2019].",
  );
});

test("what a person put into the dictionary is said inside of a host, and not in what is left out", () => {
  const dictionary = createDictionary();
  dictionary.configure(
    parsePronunciations([
      { written: "example", spoken: "sample", language: "", voiceId: "", match: "part", isCaseSensitive: false },
      { written: "page", spoken: "side", language: "", voiceId: "", match: "part", isCaseSensitive: false },
    ]),
    false,
  );
  const spoken = spokenText("See https://www.example.org/page/page?page=1.", "en", dictionary.rulesFor("en", "v"), [], usual).text;
  assert.equal(spoken, "See sample.org.");
});

test("what is left out leads to no written word, and what stays leads to itself", () => {
  const written = "See https://www.example.org/a/b now";
  const form = spokenText(written, "en", [], [], usual);
  assert.equal(form.text, "See example.org now");
  for (const word of ["See", "example", "now"]) {
    const start = form.text.indexOf(word);
    const range = form.writtenRange(start, start + word.length);
    assert.equal(written.slice(range.start, range.end), word);
  }
  assert.equal(form.text.slice(form.spokenUnit(written.indexOf("now"))), "now");
});

const anySaying = fc.record({
  addresses: fc.constantFrom(...addressWays),
  citations: fc.boolean(),
  emoji: fc.constantFrom(...emojiWays),
  hashtags: fc.constantFrom(...hashtagWays),
});
const anyPost = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 10 }),
      fc.constantFrom(
        "😂",
        "👍🏽",
        " ",
        "#Tag",
        "#",
        "@a_b",
        "https://x.org/a?b",
        "www.",
        ".",
        "[1]",
        "²",
        "example.com/",
        "\u200D",
        "\uFE0F",
        "🇫",
        "🇷",
        "a",
        "1",
      ),
    ),
  )
  .map((parts) => parts.join(""));

test("offsets lead back in order, whatever is said or left out", () => {
  fc.assert(
    fc.property(anyPost, anySaying, fc.constantFrom("en", "fr", "de", "es", "pl"), (written, saying, language) => {
      const form = spokenText(written, language, [], [], saying);
      let before = 0;
      for (let unit = 0; unit < form.text.length; unit++) {
        const { start, end } = form.writtenRange(unit, unit + 1);
        assert.ok(start >= before && start <= end && end <= written.length, `${written} -> ${form.text} at ${unit}: ${start} to ${end}`);
        before = start;
      }
    }),
    { numRuns: 1_000 },
  );
});

test("hostile texts take no long time", () => {
  const parts = ["#", "@", "(", "😂", "\u200D😂", "🇫", "https://", "www.", "a.", "a-", "[1", "²", "/", "a@", "#_", "http://a/"];
  const start = performance.now();
  for (const part of parts)
    for (const language of ["en", "fr"])
      for (const addresses of addressWays)
        spokenText(part.repeat(Math.ceil(300 / part.length)), language, [], [], { ...usual, addresses, hashtags: "none", emoji: "none" });
  assert.ok(performance.now() - start < 1_000);
});
