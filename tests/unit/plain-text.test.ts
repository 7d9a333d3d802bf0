import assert from "node:assert/strict";
import { test } from "node:test";
import { paragraphsOf } from "../../reader/formats/text.ts";

test("blank lines part paragraphs, and what looks like HTML is text", () => {
  assert.equal(paragraphsOf('One <b> & "two".\r\n\r\n \t\r\nThree.\n'), "<p>One &lt;b&gt; &amp; &quot;two&quot;.</p>\n<p>Three.</p>");
});

test("lines that were wrapped at a width are one text", () => {
  const wrapped = "It was finished in June, after three years\nof rain and of waiting for the money that\nhad been promised.";
  assert.equal(paragraphsOf(wrapped), `<p>${wrapped}</p>`);
});

test("verses, addresses and lists keep their lines", () => {
  const verses = "Shall I compare thee to a summer's day? Thou art\nMore lovely and more temperate: Rough winds do\nShake the darling buds";
  assert.equal(paragraphsOf(verses), `<p>${verses.replaceAll("\n", "<br>")}</p>`);
  assert.equal(paragraphsOf("Harbour office\nquay 7"), "<p>Harbour office<br>quay 7</p>");
  const list = "bread from the mill in the valley behind the hill\nmilk\ncheese and butter";
  assert.equal(paragraphsOf(list), `<p>${list.replaceAll("\n", "<br>")}</p>`);
});
