import assert from "node:assert/strict";
import { test } from "node:test";
import { highlightStyles, palettes, selectedWords } from "../../content/follow/highlight-styles.ts";
import { highlightColours } from "../../src/shared/settings.ts";

/** The relative luminance of a colour in hexadecimal, as WCAG defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

for (const colour of highlightColours) {
  for (const shade of ["light", "dark"] as const) {
    test(`${colour} on a ${shade} page: text can be read, and the word is told from its sentence`, () => {
      const { sentence, word } = palettes[colour][shade];
      assert.ok(contrast(sentence.back, sentence.text) >= 7, `${contrast(sentence.back, sentence.text)}`);
      assert.ok(contrast(word.back, word.text) >= 7, `${contrast(word.back, word.text)}`);
      assert.ok(contrast(word.back, sentence.back) >= 1.2, `${contrast(word.back, sentence.back)}`);
      const styles = highlightStyles(colour, shade);
      for (const part of [sentence.back, word.back, "underline", "-webkit-text-fill-color", "forced-colors"])
        assert.ok(styles.includes(part));
    });
  }
}

for (const colour of highlightColours) {
  test(`${colour} on a dark page, under a selection: light text can be read on the word too`, () => {
    const { dark } = palettes[colour];
    const { back, text } = selectedWords[colour];
    assert.ok(contrast(back, text) >= 4.5, `${contrast(back, text)}`);
    assert.ok(contrast(back, dark.sentence.back) >= 1.8, `${contrast(back, dark.sentence.back)}`);
    assert.ok(highlightStyles(colour, "dark", true).includes(back));
    assert.ok(!highlightStyles(colour, "light", true).includes(back));
  });
}
