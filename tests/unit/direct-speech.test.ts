import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { directSpeech } from "../../src/shared/direct-speech.ts";

const quoted = (text: string): string[] => directSpeech(text).map(({ start, end }) => text.slice(start, end));

test("what somebody says is found in the marks of its language", () => {
  const cases: [string, string[]][] = [
    ["He said: “I will go. It is late,” and left.", ["“I will go. It is late,”"]],
    ["“No,” she said. “Not today!” Then: “Stop!”", ["“No,”", "“Not today!”", "“Stop!”"]],
    ['"We are ready," the mayor told reporters on Monday.', ['"We are ready,"']],
    ["‘I’m going to the boys’ house,’ he said, and added, ‘That’s all.’", ["‘I’m going to the boys’ house,’", "‘That’s all.’"]],
    ["Er sagte: „Ich gehe. Es ist spät“, und ging.", ["„Ich gehe. Es ist spät“"]],
    ["„Wir haben lange gewartet“, sagt die Sprecherin. »Wirklich sehr lange!«", ["„Wir haben lange gewartet“", "»Wirklich sehr lange!«"]],
    ["« Nous partons demain », a déclaré le ministre. Il ajoute : « C’est décidé. »", ["« Nous partons demain »", "« C’est décidé. »"]],
    ["«Nos vamos mañana», dijo la alcaldesa. Y añadió: “Está decidido.”", ["«Nos vamos mañana»", "“Está decidido.”"]],
    ["”Vi går nu hem”, sade hon.", ["”Vi går nu hem”"]],
    ["彼は「もう遅いです。」と言った。", ["「もう遅いです。」"]],
  ];
  for (const [text, parts] of cases) assert.deepEqual(quoted(text), parts, text);
});

test("single words, names and titles are no speech", () => {
  const texts = [
    "The so-called “experts” met, and the “new normal” began.",
    'The film "Gone with the Wind" won.',
    "Der „Freihandel“ und die Zeitung „Die Zeit“ in Hamburg.",
    "Le film « Les Enfants du paradis » est sorti.",
    "La novela «Cien años de soledad» es de 1967.",
    "The film “Gone with the Wind,” directed by Fleming, won.",
    "The boys’ toys and the ’90s, ’tis so.",
    'A 5\'10" man and a 19" screen.',
    "「東京」は首都だ。",
  ];
  for (const text of texts) assert.deepEqual(quoted(text), [], text);
});

test("a mark without its partner turns nothing around", () => {
  assert.deepEqual(quoted('He said: "I will go now.\n\nNext day: "We are here," she said.'), ['"We are here,"']);
  assert.deepEqual(quoted("He said: “I will go now.\n\nThen: “we left the house,” he said."), ["“we left the house,”"]);
  assert.deepEqual(quoted("Ende“ und: „Das ist gut so“, sagt sie. Und „offen."), ["„Das ist gut so“"]);
  assert.deepEqual(quoted('One "two and "three, he said: "four five six."'), ['"four five six."']);
});

test("parts are in order, apart and balanced, in any text", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom("“", "”", "„", "«", "»", '"', "‘", "’", "He said: ", "we go now.", ",", "\n\n"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      let before = 0;
      for (const { start, end } of directSpeech(text)) {
        assert.ok(start >= before && end > start + 1 && end <= text.length);
        assert.ok(!text.slice(start, end).includes("\n\n"));
        before = end;
      }
    }),
    { numRuns: 1_000 },
  );
});

test("hostile texts take no long time", () => {
  const start = performance.now();
  for (const part of ["“", '"', "‘", "‘a’", "„“", "«", "»a", "“a ", " ”a", '" a', "„a "]) directSpeech(part.repeat(100_000 / part.length));
  assert.ok(performance.now() - start < 3_000, `${performance.now() - start} ms`);
});
