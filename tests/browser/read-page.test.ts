import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseFromMenu, type Place } from "../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { makes } from "./articles/makes.ts";
import { english } from "./articles/texts.ts";
import { missing } from "./harness/requirements.ts";
import { showDocument } from "./harness/score-article.ts";
import { toastIn } from "./harness/toast-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Reading a whole page, and from a place on: the real menu and the real shortcut. */
const skip = missing("chromium") || missing("desktop");

const { chromium, page, watcher, origin } = await useExtension({ skip, headless: false, page: "article.html" });

const article = `A roof over the ledgers\n\nThe harbour office with its new roof\n\nThe office in June.\n\n${english.slice(0, 8).join("\n\n")}`;

async function open(name: string): Promise<void> {
  await page.goto(`${origin}/article.html`);
  await page.bringToFront();
  await showDocument(page, makes[name] ?? "");
}

/** What was asked for after `gesture`. */
async function asked(gesture: () => Promise<void>): Promise<string> {
  const before = (await watcher.utterances()).length;
  await gesture();
  const { text } = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await watcher.request("offscreen", "stop");
  return text;
}

/** Where a word of the page is, in the first text that has it. */
function placeOf(word: string): Promise<Place> {
  return page.evaluate((wanted) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = node.nodeValue?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: "center" });
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`${wanted} is not in the page`);
  }, word);
}

/** Where nothing is selected the extension has a submenu, the last but two in the menu; in a frame there is one more entry below. */
const inSubmenu = (...keys: string[]): string[] => ["Up", "Up", "Up", "Right", ...keys, "Return"];

const shortcut = (): Promise<void> => chromium.pressShortcut(page, "alt+shift+g");

test("the shortcut reads the article with its title first", { skip }, async () => {
  await open("news with landmarks");
  assert.equal(await asked(shortcut), article);
});

test("the menu reads the page, also while it is over what is not part of the article", { skip }, async () => {
  await open("news with landmarks");
  const place = await placeOf("Related stories");
  assert.equal(await asked(() => chooseFromMenu(page, place, inSubmenu())), article);
});

test("reading from here begins with the word under the pointer and goes to the end of the article", { skip }, async () => {
  await open("news with landmarks");
  const place = await placeOf("quarry");
  const text = await asked(() => chooseFromMenu(page, place, inSubmenu("Down")));
  assert.equal(text, article.slice(article.indexOf("quarry")));
});

test("from a place outside of the article the whole page is read from there", { skip }, async () => {
  await open("news with landmarks");
  const place = await placeOf("agree less with number 1");
  const text = await asked(() => chooseFromMenu(page, place, inSubmenu("Down")));
  assert.match(text, /^(agree|less|with|number) [^]*I could not agree less with number 2/);
});

test("a request of the popup reads the page too", { skip }, async () => {
  await open("encyclopedia");
  const popup = await chromium.openPopup(page);
  const text = await asked(() =>
    popup.evaluate(async () => void (await chrome.runtime.sendMessage({ target: "background", operation: "readPage", payload: null }))),
  );
  await popup.close();
  assert.match(text, /^Harbour office\n\n/);
  assert.doesNotMatch(text, /\[1\]|\[edit\]|Contents/);
});

test("a page without text says so", { skip }, async () => {
  await page.goto(`${origin}/article.html`);
  await showDocument(page, "<!doctype html><title>Empty</title><button>Nothing</button>");
  const before = (await watcher.utterances()).length;
  await shortcut();
  assert.equal(await toastIn(page), "There is no text on this page that can be read.");
  assert.equal((await watcher.utterances()).length, before);
});
