import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateInTarget } from "../../tools/browser/evaluate.ts";
import { chooseFromMenu, focusPage, onScreen, xdotool, type Place } from "../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { toastIn } from "./harness/toast-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The real menu and the real shortcut where the page makes it hard: frames, passwords, documents, the browser's own pages. */
const skip = missing("chromium") || missing("desktop");

const { chromium, page, watcher, origin, otherOrigin } = await useExtension({ skip, headless: false, page: "article.html" });

const nothing = "No text that can be read is selected. Select some text, then try again.";
const useTheMenu = "Right-click the selected text and choose Read aloud";
const frameRefused = `This part of the page comes from another site and does not let extensions see what is selected. ${useTheMenu}.`;
const browserPage = `This is one of the browser’s own pages, which no extension can look into. ${useTheMenu}, or copy the text into another page.`;
const documentViewer = `The browser’s PDF viewer does not let extensions see what is selected. ${useTheMenu}. To hear all of it, choose Open in the reader.`;

async function open(path: string): Promise<void> {
  await page.goto(path.includes("://") ? path : `${origin}/${path}`);
  await page.bringToFront();
}

const menu = (place?: Place): Promise<void> => chromium.rightClickMenu(page, "Read aloud", place);
const shortcut = (): Promise<void> => chromium.pressShortcut(page, "alt+shift+s");

/** What the background asked for after `gesture`. */
async function asked(gesture: () => Promise<void>): Promise<{ text: string; language: string }> {
  const before = (await watcher.utterances()).length;
  await gesture();
  const { text, passages } = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await watcher.request("offscreen", "stop");
  return { text: text.trim(), language: passages[0]?.language ?? "" };
}

/** What the toast in the page said after `gesture`, which must not make anything be read. */
async function toldAfter(gesture: () => Promise<void>): Promise<string> {
  const before = (await watcher.utterances()).length;
  await page.evaluate(() => document.getElementById("read-aloud-toast")?.remove());
  await gesture();
  const toast = await toastIn(page);
  assert.equal((await watcher.utterances()).length, before);
  return toast;
}

/** Selects the text of a frame with three clicks, and resolves to where that was in the page. */
async function selectInFrame(name: string): Promise<Place> {
  const iframe = await page.waitForSelector(`#${name}`);
  const frame = await iframe?.contentFrame();
  await (await frame?.waitForSelector("#text"))?.click({ count: 3 });
  const box = await iframe?.boundingBox();
  if (!box) throw new Error(`${name} is not to be seen`);
  return { x: box.x + 40, y: box.y + 28 };
}

test("the menu reads the frame in which it was opened, also one that lets no script in", { skip }, async () => {
  await open("iframes.html");
  for (const name of ["same", "other"]) {
    const place = await selectInFrame(name);
    assert.deepEqual(await asked(() => menu(place)), { text: `This sentence is inside a frame. Its name is ${name}.`, language: "en" });
  }
  const place = await selectInFrame("sandboxed");
  assert.equal((await asked(() => menu(place))).text, "This sentence is inside a sandboxed frame.");
});

test("the shortcut reads the focused frame, and says so when it lets no script in", { skip }, async () => {
  await open("iframes.html");
  await selectInFrame("sandboxed");
  await selectInFrame("same");
  assert.equal((await asked(shortcut)).text, "This sentence is inside a frame. Its name is same.");
  await selectInFrame("other");
  assert.equal(await toldAfter(shortcut), frameRefused);
});

test("the menu keeps paragraphs apart from the first time it is used", { skip }, async () => {
  for (let round = 0; round < 3; round += 1) {
    // A new place in the history takes back what the last gesture granted.
    await open(round % 2 === 0 ? "fields.html" : otherOrigin + "/fields.html");
    await page.evaluate(() => {
      const field = document.querySelector("textarea");
      field?.focus();
      field?.select();
    });
    assert.equal((await asked(() => menu())).text, "First paragraph of the text area.\n\nSecond paragraph of the text area.");
  }
});

test("a password is never read, not even as the bullets that the menu hands over", { skip }, async () => {
  await open("fields.html");
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>("#password");
    field?.focus();
    field?.select();
  });
  assert.equal(await toldAfter(() => menu()), nothing);
  assert.equal(await toldAfter(shortcut), nothing);
});

test("nothing selected: a toast in the page, one at a time, which goes by itself", { skip }, async () => {
  await open("article.html");
  assert.equal(await toldAfter(shortcut), nothing);
  await shortcut();
  assert.equal((await page.$$("#read-aloud-toast")).length, 1);
  await waitFor("the toast to go", async () => (await page.$("#read-aloud-toast")) === null, { timeoutMs: 30_000 });
  assert.equal((await watcher.state()).narration.error, null);
});

/** A text without a word in it, which is found out only when it is read. */
const wordless = "→ ∞ + €";
const selectWordless = (): Promise<void> =>
  page.evaluate((text) => {
    const element = document.body.appendChild(document.createElement("p"));
    element.textContent = text;
    getSelection()?.selectAllChildren(element);
    element.scrollIntoView();
  }, wordless);

test("what turns out unreadable after it was accepted is told in the page too, and can be dismissed", { skip }, async () => {
  await open("article.html");
  await selectWordless();
  const before = (await watcher.utterances()).length;
  await menu();
  assert.equal(await toastIn(page), nothing);
  assert.equal((await watcher.utterances())[before]?.text, wordless);
  const { right, top } = await page.$eval("#read-aloud-toast", (element) => {
    const box = element.getBoundingClientRect();
    return { right: box.right, top: box.top };
  });
  await page.mouse.click(right - 16, top + 20);
  await waitFor("the toast to go", async () => (await page.$("#read-aloud-toast")) === null);
});

/** What the toolbar button shows in this tab. */
const onButton = (): Promise<{ text: string; title: string }> =>
  chromium.evaluateInServiceWorker(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const of = tab?.id === undefined ? {} : { tabId: tab.id };
    return { text: await chrome.action.getBadgeText(of), title: await chrome.action.getTitle(of) };
  });

test("where no script may run that is told on the button, until the popup has been opened", { skip }, async () => {
  await open("chrome://version");
  const before = await onButton();
  await selectWordless();
  await menu();
  assert.deepEqual(
    await waitFor("the sign on the button", async () => {
      const now = await onButton();
      return now.text === "!" && now;
    }),
    { text: "!", title: nothing },
  );
  const popup = await chromium.openPopup(page);
  await waitFor("the reason in the popup", () => popup.$eval("#sentence", (element, wanted) => element.textContent === wanted, nothing));
  await waitFor("the button to be as before", async () => (await onButton()).text === before.text);
  assert.deepEqual(await onButton(), before);
  await popup.close();
});

test("the browser's own pages: the menu reads what it is handed, the shortcut is answered on the toolbar button", { skip }, async () => {
  await open("chrome://version");
  await page.evaluate(() => {
    const cell = document.querySelector("#copyright");
    if (cell) getSelection()?.selectAllChildren(cell);
  });
  assert.match((await asked(() => menu())).text, /The Chromium Authors/);

  const before = await onButton();
  await shortcut();
  await waitFor("the answer on the button", async () => (await onButton()).text === "?");
  assert.equal((await onButton()).title, browserPage);
  assert.deepEqual(
    await waitFor("the button to be as before", async () => {
      const now = await onButton();
      return now.text !== "?" && now;
    }),
    before,
  );
});

test("the extension's own pages: the menu and the shortcut read what is selected", { skip }, async () => {
  await open(`chrome-extension://${chromium.extensionId}/options/options.html`);
  const greeting = await page.waitForSelector("#welcome h1");
  await greeting?.click({ count: 3 });
  const text = await greeting?.evaluate((element) => element.textContent?.trim());
  assert.equal((await asked(() => menu())).text, text);
  assert.equal((await asked(shortcut)).text, text);
  await page.evaluate(() => getSelection()?.removeAllRanges());
  assert.equal(await toldAfter(shortcut), nothing);
});

test("a PDF in the browser's viewer: the menu reads the selection, the shortcut tells to use the menu", { skip }, async () => {
  await open("document.pdf");
  const isViewer = ({ url }: { url: string }): boolean =>
    url.endsWith("/index.html") && url.startsWith("chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai");
  await evaluateInTarget(
    chromium.browser,
    "the viewer",
    isViewer,
    "document.querySelector('pdf-viewer')?.loadState_ === 'success'",
    () => null,
    [],
  );
  // On the document's only sentence: its page is in the middle of what the viewer's side bar leaves.
  const place = { x: 560, y: 157 };
  await focusPage(page);
  const { x, y } = await onScreen(page, place);
  await xdotool("mousemove", String(x), String(y), "click", "--repeat", "3", "--delay", "50", "1");
  // The viewer has entries of its own with the same first letter; ours is the last but one.
  const heard = await asked(() => chooseFromMenu(page, place, ["Up", "Up", "Return"]));
  assert.equal(heard.text, "A sentence inside a document.");
  assert.match(heard.language, /^en/);
  assert.equal(await toldAfter(shortcut), documentViewer);
});
