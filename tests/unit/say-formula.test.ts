import assert from "node:assert/strict";
import { test } from "node:test";
import { mathsLocaleFor, mathsLocales } from "../../offscreen/maths/maths-languages.ts";
import { maxMathMlLength } from "../../src/shared/formula.ts";
import { builtSayFormula, corpusLanguages, mathMl, readFormulas } from "../said/maths-words.ts";

const say = await builtSayFormula();
const corpus = readFormulas();

for (const [column, language] of corpusLanguages.entries())
  test(`formulas are said in words: ${language}`, async () => {
    assert.ok(corpus.length >= 60);
    const said = [];
    for (const formula of corpus) said.push(await say(formula.mathMl, language));
    assert.deepEqual(
      said,
      corpus.map((formula) => formula.said[column]),
    );
  });

test("what is said is plain words and punctuation in every language", async () => {
  for (const locale of mathsLocales) {
    for (const formula of corpus) {
      const said = await say(formula.mathMl, locale);
      assert.ok(/\p{L}/u.test(said), `${locale}: nothing is said for ${formula.mathMl}`);
      assert.doesNotMatch(said, /[<>&{}\\_^=√∑∫\u2061-\u2064]|undefined|NaN/);
    }
  }
});

test("a language has words by its tag and by the name of its eSpeak voice, and others have none", () => {
  const tags = {
    en: "en",
    "en-GB": "en",
    "en-us": "en",
    "fr-CA": "fr",
    no: "nb",
    nb: "nb",
    "nn-NO": "nb",
    "pt-BR": undefined,
    ja: undefined,
    "": undefined,
  };
  for (const [tag, locale] of Object.entries(tags)) assert.equal(mathsLocaleFor(tag), locale, tag);
});

test("what is no formula is refused or says nothing, and the next one is said", async () => {
  for (const broken of ["", "<math", "text", "<math><mi>x</math>", "\u0000", "<math>&nothing;</math>"]) {
    await say(broken, "en").catch(() => undefined);
    assert.equal(await say(mathMl("<mi>x</mi><mo>+</mo><mn>1</mn>"), "en"), "x plus 1");
  }
  for (const odd of ["<mfrac/>", "<msup><mi>x</mi></msup>", "<msubsup/>", "<mtable><mtr/></mtable>", "<mmultiscripts/>", "<mroot/>"])
    assert.equal(typeof (await say(mathMl(odd), "en")), "string");
});

test("the longest formulas that come are said in seconds", async () => {
  const fill = (piece: string): string => piece.repeat(Math.floor(maxMathMlLength / piece.length));
  const nested = (tag: string, depth: number): string => `<${tag}>`.repeat(depth) + "<mi>x</mi>" + `</${tag}>`.repeat(depth);
  const hostile = [
    fill("<mi>x</mi><mo>+</mo>"),
    fill("<msup><mi>y</mi><mn>2</mn></msup>"),
    fill("<mo>(</mo>"),
    fill("<mo>|</mo><mi>x</mi>"),
    fill("<mtr><mtd><mn>1</mn></mtd></mtr>").replace(/^/, "<mtable>").concat("</mtable>"),
    nested("mrow", 100),
    nested("msqrt", 100),
    `<mtext>${"word ".repeat(3_000)}</mtext>`,
    `<mi>${"x".repeat(19_000)}</mi>`,
    `<mn>${"9".repeat(19_000)}</mn>`,
  ];
  for (const content of hostile) {
    const begin = performance.now();
    const said = await say(mathMl(content), "en");
    assert.ok(performance.now() - begin < 8_000, content.slice(0, 40));
    assert.ok(said.length > 0, content.slice(0, 40));
  }
});
