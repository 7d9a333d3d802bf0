import assert from "node:assert/strict";
import { test } from "node:test";
import { drawPdf, literal } from "../documents/pdf/make/draw-pdf.ts";
import { nodeAssets, openCorpusFile } from "../documents/pdf/open-corpus-file.ts";
import { readAll } from "../documents/pdf/read-all.ts";
import { joinPages } from "../../reader/pdf/join-pages.ts";
import { jointOf } from "../../reader/pdf/layout/join-words.ts";
import type { PdfBlock } from "../../reader/pdf/layout/pdf-block.ts";
import { openPdf } from "../../reader/pdf/open-pdf.ts";
import { boxStretches } from "../../reader/pdf/box-stretches.ts";

const line = (text: string, x: number, y: number, size = 12): string => `BT /F1 ${size} Tf ${x} ${y} Td ${literal(text)} Tj ET\n`;

async function read(...contents: readonly string[]): Promise<PdfBlock[]> {
  const document = await openPdf(drawPdf(contents.map((content) => ({ content }))), { assets: nodeAssets });
  const blocks = await readAll(document);
  await document.close();
  return blocks;
}

test("a hyphen at a line's end goes where it only parts a word", () => {
  const none = new Set<string>();
  const cases: readonly [before: string, after: string, words: ReadonlySet<string>, joined: string][] = [
    ["an exam-", "ple of", none, "an example of"],
    ["an exam\u00ad", "ple of", none, "an example of"],
    ["a hand-", "drawn chart", none, "a hand-drawn chart"],
    ["the part-", "time work", new Set(["part-time"]), "the part-time work"],
    ["the self-", "service", none, "the self-service"],
    ["state-of-the-", "art", new Set(["the"]), "state-of-the-art"],
    ["non-nego-", "tiable", none, "non-negotiable"],
    ["Haupt-", "und Nebensatz", none, "Haupt- und Nebensatz"],
    ["in 1990-", "1995", none, "in 1990-1995"],
    ["the Rhine-", "Main area", none, "the Rhine-Main area"],
    ["one line", "and another", none, "one line and another"],
    ["世界人権", "宣言", none, "世界人権宣言"],
    ["대한민국", "헌법", none, "대한민국 헌법"],
  ];
  for (const [before, after, words, joined] of cases) {
    const { between, dropped } = jointOf(before, after, words);
    assert.equal(before.slice(0, before.length - dropped) + between + after, joined);
  }
});

test("a paragraph that goes on on the next page is one, with places on both, and what stands between is after it", async () => {
  const page = (text: string, number: number): string => line("A Long Story", 70, 810, 9) + text + line(String(number), 290, 30, 9);
  const first =
    line("It was a long day, and nobody knew when the ship would come, but every-", 70, 740) +
    line("body waited on the quay until the lamps were lit, because the captain", 70, 726);
  const blocks = await read(
    page(first, 1),
    page(line("had promised to be there before the night, and he kept his promises.", 70, 740) + line("Then it came.", 70, 700), 2),
    page(line("Nobody spoke for a while, and then all spoke at the same time about it.", 70, 740), 3),
  );
  const [story, ...rest] = blocks.filter(({ kind }) => kind === "paragraph");
  assert.match(story?.text ?? "", /but everybody waited .* the captain had promised/);
  assert.deepEqual([...new Set(story?.boxes.map((box) => box.page))], [0, 1]);
  assert.deepEqual(
    rest.map(({ text }) => text.slice(0, 12)),
    ["Then it came", "Nobody spoke"],
  );
  assert.equal(blocks.filter(({ kind }) => kind === "running-head").length, 3);
  assert.deepEqual(
    blocks.filter(({ kind }) => kind === "page-number").map(({ text }) => text),
    ["1", "2", "3"],
  );
});

test("every letter of a block but spaces has its place, and a range of it gives rectangles there", async () => {
  const [block] = await read(line("Every word has a place", 100, 700) + line("and keeps it here.", 100, 686));
  assert.ok(block);
  const covered = new Set(block.boxes.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)));
  assert.deepEqual(Array.from(block.text, (letter, at) => (letter === " " || covered.has(at) ? "" : letter)).join(""), "");
  // Courier: each letter is 7.2 points wide. The line is at 842 - 700 from the top.
  const start = block.text.indexOf("place");
  const place = boxStretches({ ...block, marks: [{ start, end: start + 5 }] }).find((box) => box.start === start);
  assert.ok(place);
  assert.ok(
    Math.abs(place.left - (100 + 7.2 * start)) < 12 && Math.abs(place.right - (100 + 7.2 * (start + 5))) < 3,
    JSON.stringify(place),
  );
  assert.ok(place.top < 142 && place.top > 128 && place.bottom > 142 && place.bottom < 148, JSON.stringify(place));
  assert.equal(new Set(boxStretches(block).map(({ top }) => Math.round(top))).size, 2);
});

test("lines in a font of one width are code where the text is in another, with their indents", async () => {
  const prose = (text: string, y: number): string => line(text, 70, y).replace("/F1", "/F3");
  const text =
    prose("The program is short, and it is told here line by line as it was written.", 740) +
    prose("It begins with the name of the file.", 726);
  const code = ["for (const file of files) {", "  open(file);", "  if (file.isEmpty) {", "    close(file);", "  }", "}", "exit(0);"];
  const drawn = code.map((each, row) => line(each.trimStart(), 80 + 7.2 * (each.length - each.trimStart().length), 690 - 14 * row));
  const after = prose("Then it ends, and nothing is left open that was opened by it before.", 590);
  const blocks = await read(text + drawn.join("") + after);
  assert.deepEqual(
    blocks.map(({ kind }) => kind),
    ["paragraph", "code", "paragraph"],
  );
  const [, found] = blocks;
  assert.equal(found?.text, code.join("\n"));
  for (const { start, end } of found?.boxes ?? []) assert.equal(found?.text.slice(start, end).trim(), found?.text.slice(start, end));
  // A text that was typed is no code.
  assert.deepEqual(
    (await read(drawn.join(""))).filter(({ kind }) => kind === "code"),
    [],
  );
});

test("raised numbers behind a word are marks of footnotes, and exponents are none", async () => {
  const raised = (text: string, x: number, y: number): string => line(text, x, y + 5, 7);
  const [first] = await read(
    line("He said so", 100, 700) +
      raised("3", 172.5, 700) +
      line("and left 20 m", 190, 700) +
      raised("2", 284, 700) +
      line("of land.", 300, 700),
  );
  assert.ok(first);
  assert.deepEqual(
    first.marks.map(({ start, end }) => first.text.slice(start, end)),
    ["3"],
  );
});

test("text beside the page's text, in another direction, is no part of it", async () => {
  const stamp = "BT /F1 10 Tf 0 1 -1 0 30 300 Tm (arXiv:1234.5678 [cs] 1 Jan 2020) Tj ET\n";
  const blocks = await read(stamp + line("The text of the page stands here and goes on for a while.", 100, 700));
  assert.deepEqual(
    blocks.map(({ kind }) => kind),
    ["paragraph", "running-head"],
  );
});

test("a page that is a picture is said to be scanned, an empty one is not", async () => {
  const scanned = await openCorpusFile("ghostscript-scanned");
  const { isScanned, blocks } = await scanned.readPage(0);
  await scanned.close();
  assert.deepEqual({ isScanned, blocks }, { isScanned: true, blocks: [] });
  const empty = await openPdf(drawPdf([{ content: "" }]), { assets: nodeAssets });
  assert.equal((await empty.readPage(0)).isScanned, false);
  await empty.close();
});

test("the first block of 500 pages does not wait for the rest", async (context) => {
  const rows = Array.from({ length: 45 }, (_, row) => row);
  const pages = Array.from({ length: 500 }, (_, page) => ({
    content: rows.map((row) => line(`Line ${row} of page ${page} tells of the harbour and its long winter.`, 70, 780 - 16 * row)).join(""),
  }));
  const bytes = drawPdf(pages);
  const start = performance.now();
  const document = await openPdf(bytes, { assets: nodeAssets });
  assert.equal(document.pageCount, 500);
  const { value } = await joinPages(document.readPages()).next();
  const firstMs = performance.now() - start;
  assert.match(value?.text ?? "", /^Line 0 of page 0/);
  for (let index = 0; index < 150; index += 1) await document.readPage(index);
  const manyMs = performance.now() - start - firstMs;
  // So does a page further on.
  assert.ok((await document.readPage(499)).blocks.some(({ text }) => text.includes("Line 20 of page 499")));
  await document.close();
  context.diagnostic(`first block after ${Math.round(firstMs)} ms, 150 pages after ${Math.round(manyMs)} ms`);
  assert.ok(firstMs < manyMs / 2, `${firstMs} ms of ${manyMs} ms`);
});
