import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitSentences } from "../../offscreen/text/split-sentences.ts";
import { splitSpoken } from "../../offscreen/text/spoken/split-spoken.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import { sentencesOf } from "../../offscreen/utterance-sentences.ts";
import { withoutFormulas } from "../../src/background/language/without-formulas.ts";
import type { Formula } from "../../src/shared/formula.ts";

/** A text from pieces, in which those in brackets are formulas. */
function textOf(...pieces: (string | [string])[]): { text: string; formulas: Formula[] } {
  let text = "";
  const formulas: Formula[] = [];
  for (const piece of pieces) {
    const [shown] = typeof piece === "string" ? [piece] : piece;
    if (typeof piece !== "string") formulas.push({ start: text.length, end: text.length + shown.length, mathMl: `<${shown}>` });
    text += shown;
  }
  return { text, formulas };
}

/** The sentences, with formulas in brackets. */
function split({ text, formulas }: ReturnType<typeof textOf>): string[] {
  return [...splitSentences(text, "en", 0, text.length, formulas)].map((sentence) =>
    (sentence.formulas ?? []).reduceRight((shown, { start, end, mathMl }) => {
      assert.equal(mathMl, `<${text.slice(text.indexOf(mathMl.slice(1, -1)), text.indexOf(mathMl.slice(1, -1)) + mathMl.length - 2)}>`);
      return `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`;
    }, sentence.text),
  );
}

test("each sentence has its formulas, and none is split inside a formula", () => {
  assert.deepEqual(split(textOf("We let ", ["f. A is b! C"], " be. Then ", ["x = y"], ".\n\n", ["E = m c²"], "\n\nEnd.")), [
    "We let [f. A is b! C] be.",
    "Then [x = y].",
    "[E = m c²]",
    "End.",
  ]);
  const long = "a, b; c: d. ".repeat(20).trim();
  assert.deepEqual(split(textOf("Word ".repeat(30), [long], " and so on, for more words.")), [
    "Word ".repeat(30).trim(),
    `[${long}] and so on, for more words.`,
  ]);
});

test("a formula that is longer than a sentence is read as it is written, and nothing of it is lost", () => {
  const long = Array.from({ length: 200 }, (_, index) => `x${index}`).join(" + ");
  const shown = split(textOf("So ", [long], " is."));
  assert.ok(shown.length > 3 && shown.every((sentence) => sentence.length <= 300 && !sentence.includes("[")));
  assert.equal(shown.join(" ").replace(/\s+/g, " "), `So ${long} is.`);
});

test("the formulas of a sentence are what they are in the text, whatever is around them", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(". ", "\n\n", ", and so on ", "e.g. 3.4 km ", "\u200b", "\u00ad\nx"),
  );
  const formula = fc.tuple(fc.stringMatching(/^[a-z][a-z=+. 0-9]{0,30}[a-z]$/));
  let seen = 0;
  let all = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, formula), { maxLength: 40 }), (pieces) => {
      const { text, formulas } = textOf(...pieces);
      const utterance = {
        text,
        passages: [{ start: 0, end: text.length, language: "en", voice: { voiceId: "v", speakerId: 0 } }],
        formulas,
      };
      const sentences = sentencesOf(utterance);
      all += formulas.length;
      for (let index = 0; sentences.at(index); index += 1) {
        const sentence = sentences.at(index) ?? assert.fail();
        for (const { start, end, mathMl } of sentence.formulas ?? []) {
          assert.equal(sentence.text.slice(start, end).replaceAll(" ", ""), mathMl.slice(1, -1).replaceAll(" ", ""));
          seen += 1;
        }
      }
    }),
  );
  // A few are lost to combining characters, which join the letter before them.
  assert.ok(seen > 0.9 * all && seen <= all, `${seen} of ${all}`);
});

test("the words for a formula lead back to all of it, and to nothing else", () => {
  const text = "Then E = m c² holds at 10 km/h.";
  const formula = { start: 5, end: 13, spoken: "E equals m c squared" };
  const form = spokenText(text, "en", [], [formula]);
  assert.equal(form.text, "Then E equals m c squared holds at 10 kilometers per hour.");
  for (let unit = formula.start; unit < formula.end; unit += 1) assert.equal(form.spokenUnit(unit), 5);
  assert.equal(form.spokenUnit(formula.end), 5 + formula.spoken.length);
  for (const word of ["E", "equals", "squared"]) {
    const at = form.text.indexOf(word);
    assert.deepEqual(form.writtenRange(at, at + word.length), { start: 5, end: 13 });
  }
  const after = form.text.indexOf("holds");
  assert.deepEqual(form.writtenRange(after, after + 5), { start: 14, end: 19 });
});

test("a spoken text that is too long is parted at the ends of clauses, and nothing of it is lost", () => {
  const spoken = `The fraction with numerator ${"x plus y, ".repeat(120)}and denominator z.`;
  const parts = splitSpoken(spoken);
  assert.equal(parts.map(({ start, end }) => spoken.slice(start, end)).join(""), spoken);
  for (const { start, end } of parts) {
    assert.ok(end - start <= 300);
    assert.match(spoken.slice(start, end).trimEnd(), /[,.]$/);
  }
  assert.deepEqual(splitSpoken("short"), [{ start: 0, end: 5 }]);
});

test("the letters of a formula say nothing about the language of a text", () => {
  const { text, formulas } = textOf("Let ", ["σ = π"], " be ", ["Σ"], ".");
  assert.equal(withoutFormulas(text, formulas), "Let 00000 be 0.");
  assert.equal(withoutFormulas(text, []), text);
});
