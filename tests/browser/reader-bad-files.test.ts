import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync, type Zippable } from "fflate";
import type { Page } from "puppeteer-core";
import messages from "../../_locales/en/messages.json" with { type: "json" };
import type { ErrorCode } from "../../src/shared/errors.ts";
import { docxFiles, makeDocx, paragraph } from "./documents/make-docx.ts";
import { epubFiles, makeEpub } from "./documents/make-epub.ts";
import { openInReader } from "./harness/open-in-reader.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Files that are not what they should be: each ends in a sentence, or in what can be read of it, and what was open is not lost. */
const skip = missing("chromium");

const { chromium } = await useExtension({ skip });
let reader: Page;
/** What a document did, which none may. */
const done: string[] = [];
if (!skip) {
  reader = await chromium.extensionPage("reader/reader.html");
  reader.on("dialog", (dialog) => {
    done.push(dialog.message());
    void dialog.dismiss();
  });
  reader.on("request", (request) => /^(?:chrome-extension|blob):/.test(request.url()) || done.push(request.url()));
  await openInReader(reader, "before.txt", "What was open before.");
}

const sentenceOf = (code: ErrorCode): string => messages[`error_${code}`].message;

/** Opens a file after the one that stays open. Resolves to the text that is shown, or to the sentence of the refusal. */
async function outcomeOf(name: string, content: string | Uint8Array): Promise<{ refusal: string } | { text: string }> {
  const outcome = await openInReader(reader, name, content);
  const text = await reader.evaluate(() => document.querySelector<HTMLElement>("#document")?.innerText ?? "");
  if (typeof outcome !== "string") return { text };
  assert.equal(text, "What was open before.", `${name}: what was open stays open`);
  return { refusal: outcome };
}

const chapter = { title: "One", body: "<h1>One</h1><p>Some text.</p>" };
const epub = epubFiles([chapter]);
const withFile = (files: Zippable, path: string, content: string): Uint8Array => zipSync({ ...files, [path]: strToU8(content) });
const zeros = new Uint8Array(120e6);
const deep = (open: string, close: string, depth: number): string => `${open.repeat(depth)}Deep text.${close.repeat(depth)}`;

const protectedBy = (algorithm: string): string =>
  `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/></enc:EncryptedData></encryption>`;

const refused: readonly [name: string, content: string | Uint8Array, code: ErrorCode][] = [
  ["empty.txt", "", "documentEmpty"],
  ["blank.txt", " \n\n\t ", "documentEmpty"],
  ["empty.html", "<!doctype html><html><body><script>1</script></body></html>", "documentEmpty"],
  ["empty.docx", makeDocx(""), "documentEmpty"],
  ["pictures.epub", makeEpub([{ title: "One", body: '<img src="a.png" alt=""/>' }]), "documentEmpty"],
  ["half.docx", makeDocx(paragraph("Text.")).subarray(0, 500), "documentDamaged"],
  ["half.epub", makeEpub([chapter]).subarray(0, 700), "documentDamaged"],
  ["broken.docx", withFile(docxFiles(""), "word/document.xml", "<w:document><w:body>"), "documentDamaged"],
  ["no-book.epub", zipSync({ "META-INF/container.xml": strToU8("<container/>") }), "documentDamaged"],
  ["bomb.docx", zipSync({ ...docxFiles(paragraph("x")), "word/media/bomb.png": zeros }), "documentTooComplex"],
  ["bomb.epub", zipSync({ ...epub, "META-INF/encryption.xml": zeros }), "documentTooComplex"],
  ["bomb.html", `<p>${"<b>x</b>".repeat(400_000)}`, "documentTooComplex"],
  ["long.txt", "A line of text. ".repeat(1_400_000), "documentTooLarge"],
  ["drm.epub", withFile(epub, "META-INF/encryption.xml", protectedBy("http://www.w3.org/2001/04/xmlenc#aes256-cbc")), "documentEncrypted"],
  ["picture.txt", Buffer.from("89504e470d0a1a0a0000000d494844520000000100000001", "hex"), "documentUnsupported"],
  ["old.doc", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2_000)]), "documentOldWord"],
  ["sheet.xlsx", zipSync({ "xl/workbook.xml": strToU8("<x/>") }), "documentUnsupported"],
];
for (const [name, content, code] of refused) {
  test(`${name} is refused: ${code}`, { skip }, async () => {
    assert.deepEqual(await outcomeOf(name, content), { refusal: sentenceOf(code) });
  });
}

test("a file that is larger than any document is not even read", { skip }, async () => {
  await reader.evaluate(() => {
    const file = new File(["x"], "film.txt");
    Object.defineProperty(file, "size", { value: 2 ** 31 });
    const files = [file];
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { files, types: ["Files"], getData: () => "" } });
    document.body.dispatchEvent(event);
  });
  await reader.waitForFunction(
    (sentence) => document.querySelector<HTMLElement>("#failure")?.innerText === sentence,
    {},
    sentenceOf("documentTooLarge"),
  );
});

const opened: readonly [name: string, content: string | Uint8Array][] = [
  ["deep.html", deep("<div>", "</div>", 10_000)],
  ["deep.md", deep("> ", "", 10_000)],
  ["lists.md", deep("- ", "", 5_000)],
  ["emphasis.md", deep("*a ", "*", 5_000)],
  ["deep.epub", makeEpub([{ title: "One", body: deep("<div>", "</div>", 10_000) }])],
  ["no-xhtml.epub", makeEpub([{ title: "One", body: "<p>Deep text.<br>&nbsp;<b>" }])],
  [
    "fonts.epub",
    withFile(
      epubFiles([{ title: "One", body: "<p>Deep text.</p>" }]),
      "META-INF/encryption.xml",
      protectedBy("http://www.idpf.org/2008/embedding"),
    ),
  ],
  [
    "scripts.html",
    `<body onload=alert(1)><svg><script>alert(2)</script></svg><math><mtext><img src=x onerror=alert(3)></mtext></math><a href="java\tscript:alert(4)">Deep text.</a>`,
  ],
  [
    "names.html",
    '<form name="body"><input name="querySelectorAll"></form><a id="document">Deep text.</a><p id="start" name="getElementById">x</p>',
  ],
];
for (const [name, content] of opened) {
  test(`${name} is opened, and its text is there`, { skip }, async () => {
    const outcome = await outcomeOf(name, content);
    assert.ok("text" in outcome, JSON.stringify(outcome));
    assert.match(outcome.text, /Deep text\./);
    await outcomeOf("before.txt", "What was open before.");
  });
}

test("tables in Word that are nested 2,000 times, opened or refused, take nothing down", { skip }, async () => {
  const body = deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 2_000).replace("Deep text.", paragraph("Deep text."));
  const outcome = await outcomeOf("deep.docx", makeDocx(body));
  if ("text" in outcome) assert.match(outcome.text, /Deep text\./);
  else assert.ok([sentenceOf("documentTooComplex"), sentenceOf("documentDamaged")].includes(outcome.refusal), outcome.refusal);
  await outcomeOf("before.txt", "What was open before.");
});

test("of 240 files in which some bytes are wrong each is opened or refused in its own sentence", { skip }, async () => {
  const sentences = new Set(
    (["documentDamaged", "documentEmpty", "documentTooComplex", "documentEncrypted", "documentUnsupported"] as const).map(sentenceOf),
  );
  const whole = [
    ["a.docx", makeDocx(paragraph("One", "Heading1") + paragraph("Some text."))],
    ["a.epub", makeEpub([chapter, { title: "Two", body: "<p>More.</p>" }])],
    ["a.html", strToU8("<!doctype html><html lang=en><title>A</title><body><h1>One</h1><p>Some <b>text</b>.</p><table><tr><td>x</table>")],
  ] as const;
  // A generator of its own, so that the files are the same each time.
  let state = 12_345;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const outcomes = { opened: 0, refused: 0 };
  for (let at = 0; at < 240; at++) {
    const [name, bytes] = whole[at % whole.length] ?? whole[0];
    const changed = Uint8Array.from(random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
    for (let left = random(10) + 1; left > 0 && changed.length > 0; left--) changed[random(changed.length)] = random(256);
    const outcome = await openInReader(reader, `${at}-${name}`, changed);
    if (typeof outcome === "string") assert.ok(sentences.has(outcome), `${at}-${name}: ${outcome}`);
    outcomes[typeof outcome === "string" ? "refused" : "opened"]++;
  }
  assert.ok(outcomes.opened > 20 && outcomes.refused > 20, JSON.stringify(outcomes));
});

test("none of them did anything", { skip }, () => {
  assert.deepEqual(done, []);
});
