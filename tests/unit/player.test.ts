import assert from "node:assert/strict";
import { test } from "node:test";
import { lightnessOf } from "../../content/player/is-dark-page.ts";

test("the lightness of every form of colour that browsers compute", () => {
  const dark = [
    "rgb(20, 20, 20)",
    "rgba(0, 0, 0, 0.9)",
    "oklch(0.2 0.1 30)",
    "lab(12 3 4)",
    "color(srgb 0.1 0.1 0.1)",
    "color(display-p3 0.1 0.2 0.1 / 0.8)",
  ];
  const light = ["rgb(255, 255, 255)", "oklab(0.9 0 0)", "lch(90 5 5 / 1)", "color(srgb 0.9 0.9 0.9)"];
  const none = ["rgba(0, 0, 0, 0)", "rgba(255, 255, 255, 0.2)", "oklch(0.2 0.1 30 / 0.1)", "", "transparent"];
  for (const colour of dark) assert.ok((lightnessOf(colour) ?? 1) < 0.3, colour);
  for (const colour of light) assert.ok((lightnessOf(colour) ?? 0) > 0.8, colour);
  for (const colour of none) assert.equal(lightnessOf(colour), undefined, colour);
});
