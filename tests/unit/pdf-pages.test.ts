import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPlace, parsePlace, type TextPlace } from "../../reader/document/text-place.ts";
import { htmlOf } from "../../reader/pdf/block-html.ts";
import type { PdfBlock } from "../../reader/pdf/layout/pdf-block.ts";
import type { TextBox } from "../../reader/pdf/layout/text-with-boxes.ts";
import { layOutPages } from "../../reader/view/pages/page-layout.ts";
import { placeOnPage } from "../../reader/view/pages/place-on-page.ts";

/** Where text stands: from the boxes of a block over its HTML to the view of the pages. */
const box = (start: number, end: number, left: number, right: number, more: Partial<TextBox> = {}): TextBox => ({
  start,
  end,
  page: 0,
  left,
  right,
  top: 100,
  bottom: 112,
  angle: 0,
  rtl: false,
  family: "serif",
  ...more,
});

const block = (text: string, boxes: readonly TextBox[], more: Partial<PdfBlock> = {}): PdfBlock => ({
  kind: "paragraph",
  level: 0,
  direction: "ltr",
  fillsLastLine: false,
  isIndented: false,
  size: 12,
  text,
  boxes,
  marks: [],
  ...more,
});

const span = (place: string, text: string): string => `<span data-box="${place}">${text}</span>`;

test("each line has a place, the space on a line belongs to what is before it, and that between lines has none", () => {
  const boxes = [box(0, 3, 10, 30), box(4, 7, 35, 60), box(8, 11, 10, 30, { top: 114, bottom: 126 })];
  assert.equal(
    htmlOf(block("one two & 3", boxes)),
    `<p>${span("0 10 100 30 112 0 1", "one ")}${span("0 35 100 60 112 0 1", "two")} ${span("0 10 114 30 126 0 1", "&amp; 3")}</p>`,
  );
});

test("letters that are drawn one by one are words, also those of texts that go to the left", () => {
  assert.equal(
    htmlOf(block("an ox", [box(0, 1, 10, 16), box(1, 2, 16, 22), box(3, 4, 28, 34), box(4, 5, 34.5, 40)])),
    `<p>${span("0 10 100 22 112 0 1", "an ")}${span("0 28 100 40 112 0 1", "ox")}</p>`,
  );
  const rtl = { rtl: true };
  const boxes = [box(0, 1, 60, 70, rtl), box(1, 2, 50, 60, rtl), box(3, 4, 30, 40, rtl)];
  assert.equal(
    htmlOf(block("אב ג", boxes, { direction: "rtl" })),
    `<p dir="rtl">${span("0 50 100 70 112 0 1", "אב")}${span("0 40 100 50 112 0 1", " ")}${span("0 30 100 40 112 0 1", "ג")}</p>`,
  );
});

test("where there are too many places only lines have them", () => {
  const boxes = [box(0, 3, 10, 30), box(4, 7, 35, 60), box(8, 11, 10, 30, { top: 114, bottom: 126 })];
  assert.equal(
    htmlOf(block("one two six", boxes), true),
    `<p>${span("0 10 100 60 112 0 1", "one two")} ${span("0 10 114 30 126 0 1", "six")}</p>`,
  );
});

test("a mark of a footnote has a place of its own, and a word that goes on on the next page has two", () => {
  assert.equal(
    htmlOf(block("so1 every", [box(0, 3, 10, 28), box(4, 9, 10, 40, { page: 1 })], { marks: [{ start: 2, end: 3 }] })).replaceAll(
      / \d+(?:\.\d+)? 100 \d+(?:\.\d+)? 112 0 1/g,
      "",
    ),
    `<p>${span("0", "so")}<sup><a href="#note-1">${span("0", "1")}</a></sup> ${span("1", "every")}</p>`,
  );
});

test("a place is numbers only, and comes back as it was", () => {
  const place: TextPlace = { page: 499, left: -3.2, top: 0, right: 610.5, bottom: 12, angle: 270, family: "mono" };
  assert.deepEqual(parsePlace(formatPlace(place)), place);
  for (const value of [
    "",
    "0 1 2 3 4 0",
    "0 1 2 3 4 45 0",
    "0 1 2 3 4 0 3",
    "0 1 2 3 4 0 0;",
    "0 1 2 x 4 0 0",
    "0 1e9 2 3 4 0 0",
    "0 3 2 3 4 0 0",
  ])
    assert.equal(parsePlace(value), null, value);
});

test("pages lie below each other in one width, and one whose size is not known is like the one before", () => {
  const sizes = [{ width: 100, height: 150 }, { width: 200, height: 100 }, undefined, { width: 0, height: 5 }];
  const layout = layOutPages(4, (index) => sizes[index]);
  assert.deepEqual([0, 1, 2, 3].map(layout.heightOf), [1.5, 0.5, 0.5, 0.5]);
  assert.deepEqual([0, 1, 2, 3, 4].map(layout.topOf), [0, 1.5, 2, 2.5, 3]);
});

test("a text is as long and high as its box, in whatever direction it runs", () => {
  const layout = layOutPages(2, () => ({ width: 200, height: 300 }));
  const measured = { width: 5, height: 1.2 };
  const place = (more: Partial<TextPlace>): TextPlace => ({
    page: 0,
    left: 20,
    top: 40,
    right: 80,
    bottom: 52,
    angle: 0,
    family: "sans",
    ...more,
  });
  const flat = placeOnPage(place({}), measured, layout, 0);
  // 12 points high: a font of 10, in which the text is 50 points long, and it is 60 on the page.
  assert.deepEqual(flat, { x: 0.1, y: 0.2, gaps: 0, fontSize: 0.05, lineHeight: 0.06, transform: "scaleX(1.2000)" });
  const onNext = placeOnPage(place({ page: 1 }), measured, layout, 0);
  assert.equal(onNext.gaps, 1);
  assert.ok(Math.abs(onNext.y - 1.7) < 1e-9);
  const down = placeOnPage(place({ angle: 90, right: 32, bottom: 100 }), measured, layout, 0);
  assert.deepEqual([down.x, down.y, down.transform], [0.16, 0.2, "rotate(90deg) scaleX(1.2000)"]);
  const up = placeOnPage(place({ angle: 270, right: 32, bottom: 100 }), measured, layout, 0);
  assert.deepEqual([up.x, up.y, up.transform], [0.1, 0.5, "rotate(270deg) scaleX(1.2000)"]);
  const turned = placeOnPage(place({ angle: 180 }), measured, layout, 0);
  assert.deepEqual([turned.x, turned.y, turned.transform], [0.4, 0.26, "rotate(180deg) scaleX(1.2000)"]);
});
