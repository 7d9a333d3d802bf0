import assert from "node:assert/strict";
import { test } from "node:test";
import type { Utterance } from "../../src/shared/protocol.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select, selectAllIn } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What is heard is shown in the page. */
const skip = missing("chromium");

const { chromium, page, watcher, origin } = await useExtension({ skip, page: "follow.html" });

const open = async (path: string): Promise<void> => {
  await page.goto(`${origin}/${path}`);
  await page.bringToFront();
};

/** Has what is selected read, and resolves when its first sentence is heard. */
async function read(): Promise<Utterance> {
  const answer = await readFromPopup(chromium, watcher, page);
  if (typeof answer === "string") throw new Error(`the popup said: ${answer}`);
  await watcher.waitForNarration("speech", ({ utteranceId, sentence }) => utteranceId === answer.utteranceId && sentence !== null);
  return answer;
}

const onOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const waitForSentence = (wanted: string): Promise<unknown> =>
  waitFor(`“${wanted}” to be shown`, async () => onOneLine((await shownIn(page)).sentence) === wanted);

const isUntouched = (): Promise<boolean> => page.evaluate(() => CSS.highlights.size === 0 && document.adoptedStyleSheets.length === 0);

test("each sentence is shown while it is heard, and nothing is left when reading has ended", { skip }, async () => {
  await open("article.html");
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await select(page, "#en", "#en-2");
  await read();
  await waitForSentence("The lamp was lit at dusk.");
  // The selection is painted over it, so it must let it through.
  const selection = await page.evaluate(() => getComputedStyle(document.body, "::selection").backgroundColor);
  assert.match(selection, /[/,] 0\.1\d*\)$/);
  assert.equal(await page.evaluate(() => document.querySelector("#en")?.outerHTML.includes('<p id="en">The lamp')), true);
  await waitForSentence("Dr. Smith climbed 199 steps; it took her 4.5 minutes.");
  await waitForSentence("From the top she saw three ships, and a fourth far away.");
  await watcher.waitForNarration("the end", ({ status }) => status === "idle");
  await waitFor("the page to be as before", isUntouched);
  assert.equal(await page.evaluate(() => document.documentElement.outerHTML), before);
});

const shapes: readonly [id: string, sentences?: readonly string[]][] = [
  ["plain"],
  ["list", ["bread from the mill in the valley", "cheese and a bottle of milk"]],
  ["table", ["height of the towerthirty metres above the sea"]],
  ["columns"],
  ["rtl"],
  ["vertical"],
  ["ruby", ["灯塔的光照亮了大海。"]],
  ["dark"],
];

test(
  "text of every shape is shown: links, lists, tables, columns, from right to left, from top to bottom, with annotations",
  { skip },
  async () => {
    await open("follow.html");
    for (const [id, sentences] of shapes) {
      const text = await select(page, `#${id}`);
      await read();
      for (const sentence of sentences ?? [onOneLine(text)]) await waitForSentence(sentence);
    }
  },
);

test("text in open and closed shadow roots is shown, in its own style", { skip }, async () => {
  await open("follow.html");
  for (const kind of ["open", "closed"]) {
    await (await page.waitForSelector(`#${kind}`))?.click({ count: 3 });
    await read();
    await waitForSentence(`A sentence in ${kind === "open" ? "an open" : "a closed"} shadow root is shown as well as others.`);
  }
  await watcher.request("offscreen", "stop");
  await waitFor("the page to be as before", isUntouched);
});

test("of a field nothing is drawn", { skip }, async () => {
  await open("follow.html");
  await selectAllIn(page, "field");
  const { utteranceId } = await read();
  await watcher.waitForNarration("the end", (narration) => narration.status === "idle" && narration.utteranceId === utteranceId);
  assert.equal(await isUntouched(), true);
});

test("a page that rewrites itself is followed, and what is gone from it is still heard", { skip }, async () => {
  await open("follow.html");
  await select(page, "#rewritten");
  await read();
  await waitForSentence("The page replaces this paragraph while it is being read.");
  await page.evaluate(() => {
    const paragraph = document.querySelector("#rewritten");
    const parts = paragraph?.textContent?.split(/(?<=\.) /) ?? [];
    const copy = document.createElement("section");
    for (const part of parts.slice(0, 2)) copy.appendChild(document.createElement("p")).textContent = part;
    paragraph?.replaceWith(copy);
  });
  await waitForSentence("The second sentence is in new nodes, and is found in them all the same.");
  const third = await watcher.waitForNarration("the third sentence", ({ sentence }) => sentence?.index === 2);
  await waitFor("nothing to be shown", async () => (await shownIn(page)).sentence === "");
  await watcher.waitForNarration(
    "the end",
    ({ status, utteranceId, error }) => status === "idle" && utteranceId === third.utteranceId && error === null,
  );
});

/** Where an element is in the window: its top as a share of the window's height. */
const topOf = (selector: string): Promise<number> => page.$eval(selector, (element) => element.getBoundingClientRect().top / innerHeight);

async function selectUnseen(selector: string): Promise<void> {
  await page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (element) getSelection()?.selectAllChildren(element);
    scrollTo(0, 0);
  }, selector);
}

test("the page and what scrolls in it go along with the reading, and leave it to the person who scrolls away", { skip }, async () => {
  await open("follow.html");
  await selectUnseen("#deep");
  await read();
  await waitFor("the text in the box to be in view", () =>
    page.$eval("#deep", (element) => {
      const box = element.getBoundingClientRect();
      const outer = element.parentElement?.getBoundingClientRect();
      return outer !== undefined && box.top >= outer.top && box.top < outer.bottom && outer.top < innerHeight;
    }),
  );

  await selectUnseen("#left");
  await read();
  await waitFor("the lines far to the left to be in view", () =>
    page.$eval("#left", (element) => {
      const box = element.getBoundingClientRect();
      const outer = element.parentElement?.getBoundingClientRect();
      return outer !== undefined && box.left >= outer.left && box.right <= outer.right;
    }),
  );

  await selectUnseen("#far");
  await read();
  await waitFor("the text to be in the upper third", async () => {
    const top = await topOf("#far");
    return top > 0 && top < 1 / 3;
  });
  await page.mouse.move(200, 200);
  await waitFor("the person to scroll away", async () => {
    await page.mouse.wheel({ deltaY: 5_000 });
    return (await topOf("#far")) < -0.1;
  });
  await watcher.waitForNarration("the second sentence", ({ sentence }) => sentence?.index === 1);
  await waitForSentence("The next sentence is not far away from there.");
  assert.ok((await topOf("#far")) < -0.1, "the page stays where the person is");
  const { source } = (await watcher.state()).narration;
  await watcher.request("background", "showPlace", source ?? assert.fail("nothing is read"));
  await waitFor("the text to be back", async () => (await topOf("#far")) > 0);
});

test("a double click on a word goes on from there", { skip }, async () => {
  await open("follow.html");
  await select(page, "#rewritten");
  const { text, utteranceId } = await read();
  await waitForSentence("The page replaces this paragraph while it is being read.");
  const { x, y } = await page.$eval("#rewritten", (element) => {
    const node = element.firstChild;
    const range = new Range();
    const at = node?.textContent?.indexOf("found in them") ?? -1;
    if (node) range.setStart(node, at);
    if (node) range.setEnd(node, at + 5);
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  // Events that the page makes mean nothing.
  await page.evaluate(() => document.querySelector("#plain")?.dispatchEvent(new MouseEvent("dblclick", { bubbles: true, composed: true })));
  await page.mouse.click(x, y, { count: 2 });
  await waitForSentence("The second sentence is in new nodes, and is found in them all the same.");
  const { sentence } = await watcher.waitForNarration(
    "words after the jump",
    (narration) => narration.utteranceId === utteranceId && narration.sentence?.index === 1 && narration.sentence.words.length > 0,
  );
  assert.equal(text.slice(sentence?.words[0]?.start).startsWith("found in them"), true);
  await waitFor("a word to be shown", async () => (await shownIn(page)).word !== "");
  await watcher.request("offscreen", "stop");
});
