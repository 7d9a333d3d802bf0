import assert from "node:assert/strict";
import { test } from "node:test";
import { maxMathMlLength } from "../../src/shared/formula.ts";
import type { FrameSelection, Selection } from "../../src/shared/selection.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { press } from "./harness/extension-page.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Formulas of pages: what is handed over of them, and that they are heard in words. */
const skip = missing("chromium");

const { chromium, page, watcher } = await useExtension({ skip, page: "maths.html" });

/** Lets the extension look into the page until another one is opened. */
if (!skip) await (await chromium.openPopup(page)).close();

/** What the script in the page makes of an element. */
async function selected(id: string): Promise<Selection> {
  await select(page, `#${id}`);
  const answer = await chromium.evaluateInServiceWorker(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const [injected] = await chrome.scripting.executeScript({ target: { tabId: tab?.id ?? -1 }, files: ["read-selection.js"] });
    return injected?.result as unknown as FrameSelection;
  });
  return answer.selection ?? assert.fail(`nothing is selected in ${id}`);
}

/** The formulas of an element: how they are written, and what is in their MathML. */
async function formulasOf(id: string): Promise<string[]> {
  const { text, formulas = [] } = await selected(id);
  const shell = /^<math xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML"><mrow[^>]*>|<\/mrow><\/math>$/g;
  return formulas.map(({ start, end, mathMl }) => `${text.slice(start, end)}: ${mathMl.replace(shell, "")}`);
}

const cases: Record<string, string[]> = {
  katex: ["x² = 4: <mrow><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn></mrow></mrow>"],
  "katex-number": [
    "3.5 ⋅ 1 0^(− 8): <mrow><mrow><mn>3.5</mn><mo>⋅</mo><msup><mn>10</mn><mrow><mo>−</mo><mn>8</mn></mrow></msup></mrow></mrow>",
  ],
  mathjax: ['e^(i π): <msup><mi>e</mi><mrow data-mjx-texclass="ORD"><mi>i</mi><mi>π</mi></mrow></msup>'],
  wikipedia: ["α: <mrow><mrow><mrow><mi>α</mi></mrow></mrow></mrow>"],
  plain: ["1/2 < y: <mfrac><mn>1</mn><mn>2</mn></mfrac><mo>&lt;</mo><mi>y</mi>"],
  hostile: ['so & "so" x: <mrow></mrow><mtext>so &amp; &quot;so&quot;</mtext><mrow><mi>x</mi></mrow>'],
};

test("of the formulas of KaTeX, MathJax, Wikipedia and others, structure and symbols are handed over", { skip }, async () => {
  const found: Record<string, string[]> = {};
  for (const id of Object.keys(cases)) found[id] = await formulasOf(id);
  assert.deepEqual(found, cases);
  const { text, formulas } = await selected("display");
  assert.match(text, /^Then\n\n.+\n\nfollows\.$/);
  assert.equal(formulas?.length, 1);
});

test("formulas without an end are read as they are written, at once", { skip }, async () => {
  await page.evaluate((maxLength) => {
    const namespace = "http://www.w3.org/1998/Math/MathML";
    const make = (name: string, ...children: (Node | string)[]): Element => {
      const element = document.createElementNS(namespace, name);
      element.append(...children);
      return element;
    };
    // Chromium itself takes minutes to lay out thousands.
    let deep: Element = make("mi", "x");
    for (let depth = 0; depth < 150; depth += 1) deep = make("mrow", deep);
    const long = make("math", ...Array.from({ length: maxLength / 10 }, () => make("mi", "y")));
    const huge = make("math", make("mtext", "z".repeat(1_000_000)));
    const many = Array.from({ length: 3_000 }, () => make("math", make("mi", "w")));
    for (const [id, content] of Object.entries({ deep: [make("math", deep)], long: [long], huge: [huge], many })) {
      const paragraph = document.createElement("p");
      paragraph.id = id;
      paragraph.append("Then ", ...content, " ends.");
      document.body.append(paragraph);
    }
  }, maxMathMlLength);
  for (const [id, letter] of Object.entries({ deep: "x", long: "y", huge: "z" })) {
    const { text, formulas } = await selected(id);
    assert.equal(formulas, undefined, id);
    assert.ok(text.startsWith(`Then ${letter}`), id);
  }
  assert.equal((await selected("many")).formulas?.length, 2_000);
});

test("a formula is heard in words, and shown as a whole", { skip }, async () => {
  await select(page, "#katex");
  const utterance = await readFromPopup(chromium, watcher, page);
  if (typeof utterance === "string") assert.fail(utterance);
  const [formula = assert.fail()] = utterance.formulas ?? [];
  const { sentence } = await watcher.waitForNarration(
    "the words",
    ({ utteranceId, sentence }) => utteranceId === utterance.utteranceId && (sentence?.words.length ?? 0) >= 5,
  );
  const words = sentence?.words ?? [];
  assert.deepEqual(
    words.map(({ start, end }) => utterance.text.slice(start, end)),
    ["The", "number", "x² = 4", "holds", "here"],
  );
  const [said, next] = words.filter(({ start }) => start >= formula.start);
  // "x squared equals four" takes its time, which "x", "two" and "four" would not.
  assert.ok((next?.startSeconds ?? 0) - (said?.startSeconds ?? 0) > 0.9);
  await waitFor("the formula to be shown", async () => /x.*=.*4/.test((await shownIn(page)).word));
  await watcher.waitForEndOf(utterance);
});

test("a document in the reader has each formula once, and hands it over", { skip }, async () => {
  const reader = await chromium.extensionPage("reader/reader.html");
  const formulas = await page.$$eval("#katex, #mathjax, #wikipedia", (all) => all.map(({ outerHTML }) => outerHTML).join(""));
  const shown = await openInReader(reader, "formulas.html", `<!doctype html><html lang="en"><body>${formulas}</body></html>`);
  if (typeof shown === "string") assert.fail(shown);
  assert.equal(shown.html.match(/<math/g)?.length, 3);
  const before = (await watcher.utterances()).length;
  await press(reader, "Read", "#tools");
  const utterance = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await watcher.request("offscreen", "stop");
  assert.equal(utterance.text, "The number x² = 4 holds here.\n\nLet e^(i π) be.\n\nAnd α too.");
  assert.equal(utterance.formulas?.length, 3);
  await reader.close();
  await page.bringToFront();
});

test("a person who wants formulas as they are written hears them so", { skip }, async () => {
  await watcher.request("background", "updateSettings", { saysMaths: false });
  await select(page, "#katex");
  const utterance = await readFromPopup(chromium, watcher, page);
  assert.ok(typeof utterance !== "string" && utterance.formulas === undefined);
  await watcher.request("offscreen", "stop");
});
