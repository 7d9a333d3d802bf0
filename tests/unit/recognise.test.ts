import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import { recognise } from "../../reader/opening/recognise.ts";
import { makeDocx, paragraph } from "../browser/documents/make-docx.ts";
import { makeEpub } from "../browser/documents/make-epub.ts";

const docx = makeDocx(paragraph("Text."));
const epub = makeEpub([{ title: "One", body: "<p>Text.</p>" }]);

/** The kind of a file, or the error that it is refused with. */
function kindOf(name: string, content: string | Uint8Array): string {
  try {
    return recognise({ name, bytes: new Uint8Array(typeof content === "string" ? strToU8(content) : content) });
  } catch (thrown) {
    assert.ok(thrown instanceof UserFacingError, String(thrown));
    return thrown.code;
  }
}

const files: readonly [name: string, content: string | Uint8Array, expected: ErrorCode | ReturnType<typeof recognise>][] = [
  ["a.txt", "Just text.", "text"],
  ["a", "Without an ending.", "text"],
  ["a.md", "# Title", "markdown"],
  ["a.txt", "# Title", "text"],
  ["a.html", "<p>Text", "html"],
  ["a.txt", "<!DOCTYPE html><html><p>Text", "html"],
  ["a.docx", "<html><p>A page that was saved as Word", "html"],
  ["a.xhtml", '<?xml version="1.0"?><html xmlns="x"><p>Text</p></html>', "html"],
  ["a.docx", docx, "docx"],
  ["a.epub", epub, "epub"],
  ["a.txt", docx, "docx"],
  ["a.zip", epub, "epub"],
  ["a.txt", Buffer.from("Un texte.", "utf16le"), "text"],
  ["a.txt", Buffer.from("\uFEFF学校に行く。", "utf16le"), "text"],
  ["a.docx", "A text that is called Word.", "text"],
  ["a.txt", "", "documentEmpty"],
  ["a.zip", zipSync({ "a.txt": strToU8("x") }), "documentUnsupported"],
  ["a.xlsx", zipSync({ "xl/workbook.xml": strToU8("<x/>") }), "documentUnsupported"],
  ["a.pdf", "%PDF-1.7\n", "pdf"],
  ["a.rtf", "{\\rtf1 text}", "documentUnsupported"],
  [
    "a.png",
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0]),
    "documentUnsupported",
  ],
  ["a.txt", new Uint8Array(1000), "documentUnsupported"],
  ["a.doc", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512)]), "documentOldWord"],
  [
    "a.docx",
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512), Buffer.from("EncryptedPackage", "utf16le")]),
    "documentEncrypted",
  ],
  ["a.docx", docx.subarray(0, docx.length / 2), "documentDamaged"],
  ["a.epub", epub.subarray(0, 40), "documentDamaged"],
];
for (const [name, content, expected] of files) {
  const shown = typeof content === "string" ? content : `${content.length} bytes`;
  test(`${name} (${shown.slice(0, 40)}): ${expected}`, () => assert.equal(kindOf(name, content), expected));
}
