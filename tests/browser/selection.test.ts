import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "puppeteer-core";
import { maxSelectionLength, type Utterance } from "../../src/shared/protocol.ts";
import { readFromPopup, selectionRefusal } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select, selectAllIn } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What the popup's Read button makes of what a person selected, on pages of every kind. */
const skip = missing("chromium");

const { chromium, page, watcher, origin } = await useExtension({ skip, page: "article.html" });

const nothing = "No text that can be read is selected. Select some text, then try again.";
const frameRefused =
  "This part of the page comes from another site and does not let extensions see what is selected. Right-click the selected text and choose Read aloud.";
const browserPage =
  "This is one of the browser’s own pages, which no extension can look into. Right-click the selected text and choose Read aloud, or copy the text into another page.";

async function open(path: string): Promise<void> {
  await page.goto(path.includes("://") ? path : `${origin}/${path}`);
  await page.bringToFront();
}

/** Three clicks with the mouse, which select a paragraph. */
async function selectParagraph(selector: string, frame: Frame = page.mainFrame()): Promise<void> {
  const element = await frame.waitForSelector(selector);
  await element?.click({ count: 3 });
}

const frameNamed = async (name: string, parent = page.mainFrame()): Promise<Frame> => {
  const frame = await (await parent.waitForSelector(`#${name}`))?.contentFrame();
  if (!frame) throw new Error(`${name} is no frame`);
  return frame;
};

async function read(): Promise<Utterance> {
  const answer = await readFromPopup(chromium, watcher, page);
  if (typeof answer === "string") throw new Error(`the popup said: ${answer}`);
  return answer;
}

/** What was asked for, on one line: the text without the space around it, and the language. */
async function readText(): Promise<[text: string, language: string]> {
  const utterance = await read();
  return [utterance.text.trim(), languageOf(utterance)];
}

/** The language that an utterance begins in. */
const languageOf = ({ passages }: Utterance): string => passages[0]?.language ?? "";

const refusal = (): Promise<string> => selectionRefusal(chromium, watcher, page);

test("paragraphs are kept apart", { skip }, async () => {
  await open("article.html");
  await select(page, "#en", "#en-2");
  const { text } = await read();
  assert.equal(
    text,
    "The lamp was lit at dusk. Dr. Smith climbed 199 steps; it took her 4.5 minutes.\n\nFrom the top she saw three ships, and a fourth far away.",
  );
});

test("nothing selected: the popup is told so, and nothing is put into the page", { skip }, async () => {
  await open("article.html");
  assert.equal(await refusal(), nothing);
  assert.equal(await page.$("#read-aloud-toast"), null);
});

test("the language is the nearest lang, also after three clicks, which select up to the next paragraph", { skip }, async () => {
  await open("article.html");
  await selectParagraph("#fr");
  assert.deepEqual(await readText(), ["La lampe s’allume au crépuscule. Mme Dupont monte 199 marches ; « quelle vue ! » dit-elle.", "fr"]);
  await selectParagraph("#en-2");
  assert.deepEqual(await readText(), ["From the top she saw three ships, and a fourth far away.", "en"]);
});

test("paragraphs in two languages are read in both", { skip }, async () => {
  await open("article.html");
  await select(page, "#fr", "#de");
  const { text, passages } = await read();
  assert.deepEqual(
    passages.map(({ language, start, end }) => [language, text.slice(start, end).trim().slice(0, 9)]),
    [
      ["fr", "La lampe "],
      ["de", "Die Lampe"],
    ],
  );
});

test(
  "an empty lang says that the language is unknown: it is detected, and few words are taken for the page's or the person's own",
  { skip },
  async () => {
    await open("article.html");
    await selectParagraph("#unmarked");
    assert.equal(languageOf(await read()), "no");
    // The browser's guesses at these are Kyrgyz and Chinese.
    for (const [text, language] of [
      ["Hello world", /^en/],
      ["字字字", /^zh/],
      ["12 345", /^en/],
    ] as const) {
      await page.evaluate((words) => {
        const paragraph = document.getElementById("unmarked");
        if (paragraph) paragraph.textContent = words;
      }, text);
      await selectAllIn(page, "unmarked");
      assert.match(languageOf(await read()), language);
    }
  },
);

test(
  "a lang that cannot be right gives way to the letters and to what the browser detects, by paragraph and by sentence",
  { skip },
  async () => {
    const paragraphs = [
      ["en", "The keeper of the light went up the long stairs to see what was on the water that night. He opened the letter."],
      ["ru", "Лампу зажгли в сумерках."],
      ["en", "Then he went down again."],
      [
        "de",
        "Die Lampe brennt ab der Dämmerung, und der Wärter steigt die lange Treppe hinauf, um zu sehen, was in der Nacht auf dem Wasser ist.",
      ],
    ] as const;
    const [first, russian, then, german] = paragraphs.map(([, text]) => text);
    await open("article.html");
    for (const lang of ["en", `en${"-a".repeat(20_000)}`]) {
      await page.evaluate(
        (declared, parts) => {
          const paragraph = document.getElementById("unmarked");
          if (!paragraph) return;
          paragraph.lang = declared;
          paragraph.style.whiteSpace = "pre-line";
          paragraph.textContent = parts.join("\n\n");
        },
        lang,
        [`${first} ${russian} ${then}`, german ?? ""],
      );
      await selectAllIn(page, "unmarked");
      const { text, passages } = await read();
      assert.deepEqual(
        passages.map(({ start, end, language }) => [language.split("-")[0], text.slice(start, end).trim()]),
        paragraphs,
      );
    }
  },
);

test("what no voice reads is not read as another language, and the person is told", { skip }, async () => {
  await open("article.html");
  const put = async (text: string): Promise<void> => {
    await page.evaluate((words) => {
      const paragraph = document.getElementById("unmarked");
      if (!paragraph) return;
      paragraph.lang = "dv";
      paragraph.textContent = words;
    }, text);
    await selectAllIn(page, "unmarked");
  };
  await put("އަހަރެންގެ ރަހުމަތްތެރިޔާ");
  assert.equal(await refusal(), "No voice here speaks this language yet.");
  await put("The keeper of the light went up the long stairs to see what was on the water. އަހަރެންގެ ރަހުމަތްތެރިޔާ.");
  const { text, passages } = await read();
  assert.deepEqual(
    passages.map(({ start, end, language }) => [language, text.slice(start, end).trim()]),
    [["en", "The keeper of the light went up the long stairs to see what was on the water."]],
  );
  await page.waitForSelector("#read-aloud-toast");
});

test("fields: the selected part of an input or a text area, line breaks included", { skip }, async () => {
  await open("fields.html");
  await selectAllIn(page, "input");
  assert.deepEqual(await readText(), ["A sentence inside an input field.", "en"]);
  await page.evaluate(() => document.querySelector<HTMLInputElement>("#search")?.setSelectionRange(2, 10));
  await page.focus("#search");
  assert.deepEqual(await readText(), ["sentence", "en"]);
  await selectAllIn(page, "textarea");
  assert.deepEqual(await readText(), ["First paragraph of the text area.\n\nSecond paragraph of the text area.", "en"]);
  await page.focus("#editable");
  await selectAllIn(page, "editable");
  assert.deepEqual(await readText(), ["An editable first paragraph.\n\nAn editable second paragraph.", "en"]);
});

test("a password is never read, not even as the bullets that are seen", { skip }, async () => {
  await open("fields.html");
  await selectAllIn(page, "password");
  assert.equal(await page.evaluate(() => /^•+$/.test(getSelection()?.toString() ?? "")), true, "the page itself sees bullets");
  assert.equal(await refusal(), nothing);
});

test("open shadow roots, also nested ones, with the language of the host", { skip }, async () => {
  await open("shadow-root.html");
  await selectParagraph("pierce/#inside");
  assert.deepEqual(await readText(), ["Une phrase dans la racine fantôme.", "fr"]);
  await selectParagraph("pierce/#deep");
  assert.deepEqual(await readText(), ["Une phrase plus profonde encore.", "fr"]);
  await selectParagraph("pierce/#outside");
  assert.deepEqual(await readText(), ["Text outside the shadow root.", "en"]);
});

test("what cannot be seen or selected is not read", { skip }, async () => {
  await open("unselectable.html");
  await selectAllIn(page, "after");
  assert.equal((await readText())[0].replace(/\s+/g, " "), "This can be selected again.");
  await selectAllIn(page, "hidden");
  assert.deepEqual(await readText(), ["This can be seen.", "en"]);
  await selectAllIn(page, "no");
  assert.equal(await refusal(), nothing);
});

test("frames: the one in which the person is, whatever is still selected in others", { skip }, async () => {
  await open("iframes.html");
  await selectParagraph("#text", await frameNamed("same"));
  assert.deepEqual(await readText(), ["This sentence is inside a frame. Its name is same.", "en"]);
  await selectParagraph("#text", await frameNamed("sandboxed"));
  assert.equal((await readText())[0], "This sentence is inside a sandboxed frame.");
  await selectParagraph("#text", await frameNamed("nested", await frameNamed("outer")));
  assert.equal((await readText())[0], "This sentence is inside a frame. Its name is nested.");
  await selectParagraph("#outside");
  assert.deepEqual(await readText(), ["Text outside the frames.", "en"]);
  await selectParagraph("#text", await frameNamed("same"));
  assert.equal((await readText())[0], "This sentence is inside a frame. Its name is same.");
});

test("a frame that lets no script in is said to do so, and nothing else is read in its place", { skip }, async () => {
  await open("iframes.html");
  await selectParagraph("#text", await frameNamed("same"));
  await selectParagraph("#text", await frameNamed("other"));
  assert.equal(await refusal(), frameRefused);
});

test("a page that lets no script in is named by its kind", { skip }, async () => {
  await open("chrome://version");
  await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
  assert.equal(await refusal(), browserPage);
});

test("the extension's own pages are read too", { skip }, async () => {
  await open(`chrome-extension://${chromium.extensionId}/options/options.html`);
  const greeting = await page.waitForSelector("#welcome h1", { visible: true });
  await greeting?.click({ count: 3 });
  assert.deepEqual(await readText(), [
    await greeting?.evaluate((element) => element.textContent?.trim()),
    await page.evaluate(() => document.documentElement.lang),
  ]);
});

test("a huge selection is shortened in the page, and the person is told there and in the popup", { skip }, async () => {
  await open("long.html?sentences=40000");
  await selectAllIn(page, "long");
  const selected = await page.evaluate(() => getSelection()?.toString() ?? "");
  assert.ok(selected.length > 2 * maxSelectionLength);
  const { text, truncated } = await read();
  assert.equal(truncated, true);
  assert.equal(text, selected.slice(0, maxSelectionLength));
  await page.waitForSelector("#read-aloud-toast");
  assert.equal((await watcher.state()).narration.truncated, true);
  await watcher.request("offscreen", "stop");
});
