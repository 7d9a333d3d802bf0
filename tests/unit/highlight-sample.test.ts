import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { palettes } from "../../content/follow/highlight-styles.ts";

test("the sample on the settings page has the colours that a page is highlighted in", () => {
  const styles = readFileSync(new URL("../../options/styles/following-along.css", import.meta.url), "utf8");
  for (const [name, { light, dark }] of Object.entries(palettes)) {
    const rule = new RegExp(`\\[data-colour="${name}"\\] \\{([^}]*)\\}`).exec(styles)?.[1] ?? "";
    const expected = {
      sentence: [light.sentence.back, dark.sentence.back],
      "sentence-text": [light.sentence.text, dark.sentence.text],
      word: [light.word.back, dark.word.back],
      "word-text": [light.word.text, dark.word.text],
    };
    for (const [property, [inLight, inDark]] of Object.entries(expected))
      assert.match(rule, new RegExp(`--${property}: light-dark\\(${inLight}, ${inDark}\\);`), `${name} ${property}`);
  }
});
