import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import { makeDocx, paragraph } from "./documents/make-docx.ts";
import { makeEpub } from "./documents/make-epub.ts";
import { press } from "./harness/extension-page.ts";
import { openInReader, type ShownDocument } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What the reader makes of each kind of document, and what is heard of it. */
const skip = missing("chromium");

const { chromium, watcher } = await useExtension({ skip });
let reader: Page;
/** What the page asked for from anywhere but the extension. */
const loaded: string[] = [];
if (!skip) {
  reader = await chromium.extensionPage("reader/reader.html");
  reader.on("request", (request) => /^(?:chrome-extension|blob):/.test(request.url()) || loaded.push(request.url()));
  reader.on("dialog", (dialog) => {
    loaded.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

/** Opens a file and resolves to what the page shows of it. */
async function open(name: string, content: string | Uint8Array): Promise<ShownDocument> {
  const shown = await openInReader(reader, name, content);
  if (typeof shown === "string") throw new Error(shown);
  return shown;
}

/** What is read of the document that is open. */
async function readText(): Promise<string> {
  const before = (await watcher.utterances()).length;
  await press(reader, "Read", "#tools");
  const { text } = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await watcher.request("offscreen", "stop");
  return text;
}

test("Markdown", { skip }, async () => {
  const shown = await open(
    "notes.md",
    "---\ntitle: My notes\nlang: en\n---\n# A harbour\n\nSome *words* and [a link](https://example.com/x).\n\n- one\n- two\n\n<script>alert(1)</script>\n",
  );
  assert.equal(shown.title, "My notes");
  assert.equal(shown.lang, "en");
  assert.match(shown.html, /<h1 id="section-0-heading-0">A harbour<\/h1>/);
  assert.match(shown.html, /<a href="https:\/\/example.com\/x" target="_blank" rel="noopener noreferrer">a link<\/a>/);
  assert.equal(await readText(), "A harbour\n\nSome words and a link.\n\none\n\ntwo");
});

test("HTML: nothing of it runs or is loaded, and what it hides is not read", { skip }, async () => {
  const shown = await open(
    "page.html",
    `<!doctype html><html lang="fr"><head><title>Une page</title><style>body{background:url(https://example.com/a.png)}</style>
    <link rel=stylesheet href="https://example.com/a.css"><base href="https://example.com/"></head>
    <body onload="alert(1)"><nav>Accueil</nav><h1 id="top">Le port</h1><p onclick="alert(2)">Du <b>texte</b>. <span style="display: none">Caché.</span></p>
    <img src="https://example.com/a.png"><img src="a.png" alt="Un bateau"><svg onload="alert(3)"><image href="https://example.com/b.png"/></svg>
    <iframe src="https://example.com/"></iframe><a href="javascript:alert(4)">clic</a> <a href="#top">haut</a>
    <form action="https://example.com/"><input name="x" value="secret"></form><script>alert(5)</script>
    <video src="https://example.com/v.mp4" autoplay></video><object data="https://example.com/o"></object>
    <p style="background:url(https://example.com/c.png)">Fin.</p></body></html>`,
  );
  assert.equal(shown.title, "Une page");
  assert.equal(shown.lang, "fr");
  assert.doesNotMatch(shown.html, /script|style|onload|onclick|example\.com|<form|<input|iframe|<svg|javascript/i);
  assert.match(shown.html, /<a href="#section-0-top">haut<\/a>/);
  assert.equal(await readText(), "Le port\n\nDu texte.\n\nUn bateau clic haut\n\nFin.");
});

test("text in UTF-16, in Windows-1252, and HTML that declares another encoding", { skip }, async () => {
  const utf16 = Buffer.from("\uFEFFÀ l’école\n\nDeux.", "utf16le");
  assert.match((await open("a.txt", utf16)).html, /<p>À l’école<\/p>\s*<p>Deux\.<\/p>/);
  assert.match((await open("b.txt", Buffer.from("Gar\xE7on \x80 5", "latin1"))).html, /<p>Garçon € 5<\/p>/);
  const russian = Buffer.from([...Buffer.from('<html><meta charset="windows-1251"><body>'), 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  assert.match((await open("c.html", russian)).html, /Привет/);
});

test("Word: headings, lists, tables, language and title", { skip }, async () => {
  const body = `${paragraph("Le port", "Heading1")}${paragraph("Un deux.")}<w:tbl><w:tr><w:tc>${paragraph("a")}</w:tc><w:tc>${paragraph("b")}</w:tc></w:tr></w:tbl>${paragraph("Fin.")}`;
  const shown = await open("rapport.docx", makeDocx(body, { title: "Rapport", language: "fr-FR" }));
  assert.equal(shown.title, "Rapport");
  assert.equal(shown.lang, "fr-FR");
  assert.match(shown.html, /<h1[^>]*>Le port<\/h1><p>Un deux\.<\/p><table>/);
  assert.match(await readText(), /^Le port\n\nUn deux\.\n\n[^]*Fin\.$/);
});

test("EPUB: chapters, contents, links between them, images, fonts and scripts left out", { skip }, async () => {
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const shown = await open(
    "book.epub",
    makeEpub(
      [
        {
          title: "One",
          body: '<h1>One</h1><p>See <a href="chapter-1.xhtml#here">two</a>.</p><img src="a.png" alt=""/><script>alert(1)</script>',
        },
        { title: "Two", body: '<h1>Two</h1><p id="here">Here &amp; there.</p><img src="https://example.com/x.png" alt=""/>' },
      ],
      { title: "The harbour", language: "en-GB", more: { "a.png": png } },
    ),
  );
  assert.equal(shown.title, "The harbour");
  assert.equal(shown.lang, "en-GB");
  assert.match(shown.html, /<a href="#section-1-here">two<\/a>/);
  assert.match(shown.html, /<img[^>]*src="blob:/);
  assert.doesNotMatch(shown.html, /script|example\.com/);
  await waitFor("the image", () => reader.evaluate(() => document.querySelector<HTMLImageElement>("#document img")?.naturalWidth === 1));
  assert.equal(await readText(), "One\n\nSee two.\n\nTwo\n\nHere & there.");
});

const pdf = (name: string): Promise<Buffer> => readFile(`tests/documents/pdf/files/${name}.pdf`);

test("PDF: paragraphs over columns and pages, and notes beside the text", { skip }, async () => {
  await open("columns.pdf", await pdf("latex-two-columns"));
  const text = await readText();
  assert.match(
    text,
    /^A Roof for the Harbour Office\n\nThe harbour office opened its doors again on Tuesday, eleven months after the storm/,
  );
  // A paragraph that goes on in the next column, and a word that a line end parts.
  assert.match(
    text,
    /\n\nThe ledgers tell the story of the town better than its museum does\. Every ship [^\n]* The oranges were sold within a day\.\n/,
  );
  assert.match(text, /Extraordinarily thorough characterisations of neighbourhoods/);
  const noted = await open("notes.pdf", await pdf("weasyprint-footnotes"));
  assert.match(
    noted.html,
    /<sup><a href="#section-0-note-1"><span[^>]*>1<\/span><\/a><\/sup>[^]*<aside id="section-0-note-1"><p><span[^>]*>1\. The numbers are still to be seen/,
  );
  const heard = await readText();
  assert.match(heard, /Every slate was numbered\.\n/);
  assert.doesNotMatch(heard, /The numbers are still to be seen/);
});

test("PDF: one that is scanned or locked is said to be so", { skip }, async () => {
  assert.match(String(await openInReader(reader, "scan.pdf", await pdf("ghostscript-scanned"))), /somebody scanned it/);
  // Its pages are shown all the same.
  await reader.waitForSelector("#pages canvas");
  assert.match(String(await openInReader(reader, "locked.pdf", await pdf("qpdf-encrypted"))), /locked by a password/);
});

test("nothing was loaded, and nothing ran", { skip }, () => {
  assert.deepEqual(loaded, []);
});
