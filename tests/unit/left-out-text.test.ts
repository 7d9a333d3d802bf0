import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bracketed } from "../../content/article/bracketed.ts";
import { cutText } from "../../content/article/cut-text.ts";
import { spokenParts } from "../../content/article/spoken-parts.ts";
import { TextBuilder } from "../../content/text/text-builder.ts";

const without = (text: string): string => {
  let at = 0;
  let left = "";
  for (const [start, end] of bracketed(text)) {
    left += text.slice(at, start);
    at = end;
  }
  return left + text.slice(at);
};

test("brackets go with what is in them and the space before them", () => {
  const cases: [string, string][] = [
    ["The town (founded in 1204) grew.", "The town grew."],
    ["Rom (lateinisch Roma (f.), italienisch Roma) ist alt.", "Rom ist alt."],
    ["La ville (fondée en 1204), dit-on, et (Photo : AFP).", "La ville, dit-on, et."],
    ["La villa (fundada en 1204 [según él]) creció.", "La villa creció."],
    ["東京（とうきょう）は首都だ。", "東京は首都だ。"],
    ["(All of it.)", ""],
  ];
  for (const [text, left] of cases) assert.equal(without(text), left);
});

test("what is no aside stays", () => {
  const texts = [
    "The word(s) of f(x) and (re)read.",
    "1) one\n2) two\n(a) three\n(b) four",
    "So sad :( and glad :) and ;-( too (yes",
    "An open ( here.\n\nAnd a closed ) there.",
    "Crossed ( [ ) ] marks.",
    `A long (${"word ".repeat(300)}) one.`,
  ];
  for (const text of texts) assert.equal(without(text), text);
});

test("marks of citations and raised numbers go, with the space before them", () => {
  const left = (text: string): string =>
    spokenParts(text, { citations: true })
      .map(([start, end]) => text.slice(start, end))
      .join("");
  const cases: [string, string][] = [
    ["Seen [12]. Said [3, 4] and[5–7] done [a] [citation needed].", "Seen. Said and done."],
    ["La ville est grande¹. Elle croît.² « Oui »³ dit-il.", "La ville est grande. Elle croît. « Oui » dit-il."],
    ["Die Stadt ist groß[Anm. 1] und alt[Beleg fehlt].", "Die Stadt ist groß und alt."],
    ["La ciudad creció[cita requerida][nota 3].", "La ciudad creció."],
    [
      "Of 12 m², 3 km², x², sin² y and 10⁶ it is [sic] [2019] [x = 1], [t]he end.",
      "Of 12 m², 3 km², x², sin² y and 10⁶ it is [sic] [2019] [x = 1], [t]he end.",
    ],
  ];
  for (const [text, spoken] of cases) assert.equal(left(text), spoken);
});

test("a cut text keeps the way to the nodes that show it", () => {
  const nodes = ["One two ", "(three ", "four) five"].map((data) => ({ data }) as Text);
  const builder = new TextBuilder(1_000);
  for (const [index, node] of nodes.entries()) {
    const words = node.data.trim();
    builder.addShown(words, index === 2 ? "fr" : "en", node, node.data.indexOf(words));
    builder.part(" ");
  }
  const built = builder.build();
  assert.ok(built);
  const cut = cutText(built, bracketed(built.text));
  assert.ok(cut);
  assert.equal(cut.text, "One two five");
  assert.deepEqual(cut.ranges, [
    { start: 0, end: 7, language: "en" },
    { start: 7, end: 12, language: "fr" },
  ]);
  assert.deepEqual(
    Array.from(cut.pieces.from(0), ({ start, end, node, offset }) => [cut.text.slice(start, end), nodes.indexOf(node as Text), offset]),
    [
      ["One two", 0, 0],
      [" five", 2, 5],
    ],
  );
  assert.equal(cutText(built, [[0, built.text.length]]), null);
});

test("brackets in a formula stay, and formulas are where they were", () => {
  const builder = new TextBuilder(1_000);
  builder.addShown("So (it is said) that (a + b)/c = d (see x).", "", {} as Text, 0);
  const built = builder.build();
  assert.ok(built);
  const formulaAt = (formula: string) => {
    const start = built.text.indexOf(formula);
    return { start, end: start + formula.length, mathMl: formula };
  };
  const cut = cutText({ ...built, formulas: [formulaAt("(a + b)/c = d"), formulaAt("x")] }, bracketed(built.text));
  assert.ok(cut);
  assert.equal(cut.text, "So that (a + b)/c = d.");
  assert.deepEqual(
    cut.formulas?.map(({ start, end }) => cut.text.slice(start, end)),
    ["(a + b)/c = d"],
  );
});

test("each piece of a cut text is what it was", () => {
  const pieces = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), fc.boolean()), { minLength: 1, maxLength: 12 });
  const cuts = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 8 })), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, cuts, (parts, lengths) => {
      const builder = new TextBuilder(1_000);
      const nodes: Text[] = [];
      for (const [data, isNew] of parts) {
        const node = { data } as Text;
        nodes.push(node);
        if (isNew) builder.part("\n\n");
        builder.addShown(data, "", node, 0);
      }
      const built = builder.build();
      if (!built) return;
      const gaps: [number, number][] = [];
      let at = 0;
      for (const [gap, length] of lengths) {
        const start = at + gap;
        const end = Math.min(built.text.length, start + length);
        if (start < end) gaps.push([start, end]);
        at = start + length;
      }
      const cut = cutText(built, gaps);
      if (!cut) return;
      for (const { start, end, node, offset } of cut.pieces.from(0))
        assert.equal((node as Text).data.slice(offset ?? 0, (offset ?? 0) + end - start), cut.text.slice(start, end));
      const shown = Array.from(cut.pieces.from(0), ({ start, end }) => cut.text.slice(start, end)).join("");
      assert.equal(shown, cut.text.replace(/\n/g, ""));
      assert.equal(cut.ranges.at(-1)?.end, cut.text.length);
    }),
  );
});

test("parts are in order and apart, and hostile texts take no long time", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(" [1]", "[2][3]", "(", ")", "(a (b) c)", "\n\n", "¹"));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      for (const parts of [spokenParts(text, { citations: true }), bracketed(text)]) {
        let before = 0;
        for (const [start, end] of parts) {
          assert.ok(start >= before && end > start && end <= text.length);
          before = end;
        }
      }
      assert.deepEqual(
        spokenParts(text, { citations: false }).map(([start, end]) => text.slice(start, end)),
        text === "" ? [] : [text],
      );
    }),
  );
  const start = performance.now();
  for (const part of ["(", ")", "( ", " ", "[", "[1,", "[1", "¹", "()", "(a", "\n", "\t[", ":("]) {
    const text = part.repeat(100_000 / part.length);
    spokenParts(text, { citations: true });
    bracketed(text);
    bracketed(text + ")".repeat(100_000));
  }
  assert.ok(performance.now() - start < 3_000, `${performance.now() - start} ms`);
});
