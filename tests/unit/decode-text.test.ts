import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeText } from "../../reader/document/decode-text.ts";

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

test("a mark at the beginning says how a text is encoded, and is no part of it", () => {
  const text = "Où est l’école ? 学校";
  assert.equal(decodeText(Buffer.from(`\uFEFF${text}`)), text);
  assert.equal(decodeText(Buffer.from(`\uFEFF${text}`, "utf16le")), text);
  assert.equal(decodeText(utf16be(`\uFEFF${text}`)), text);
});

test("UTF-16 without a mark is known by its zeros", () => {
  const text = "The harbour office has a new roof.\r\n";
  assert.equal(decodeText(Buffer.from(text, "utf16le")), text);
  assert.equal(decodeText(utf16be(text)), text);
});

test("every text in UTF-8 comes back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      // Half of a pair has no form in UTF-8, and zeros are what UTF-16 is known by.
      const whole = text
        .toWellFormed()
        .replace(/\0/g, "0")
        .replace(/^\uFEFF/, "");
      assert.equal(decodeText(Buffer.from(whole)), whole);
    }),
  );
});

test("what is no UTF-8 is in the declared encoding, or in Windows-1252", () => {
  const russian = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  assert.equal(decodeText(russian, "windows-1251"), "Привет");
  assert.equal(decodeText(russian, "no-such-encoding"), "Ïðèâåò");
  // Node decodes the few characters in which it differs from Latin 1 in another way than browsers do.
  assert.equal(decodeText(Buffer.from("na\xEFve", "latin1"), "utf-8"), "naïve");
});
