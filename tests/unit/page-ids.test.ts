import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

for (const page of ["popup/popup.html", "options/options.html", "reader/reader.html"])
  test(`${page} has no id twice`, async () => {
    const html = await readFile(new URL(`../../${page}`, import.meta.url), "utf8");
    const ids = Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    assert.ok(ids.length > 20);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });
