/** Draws the PNGs of `icons/` from its SVGs; to be run after one of those has changed: `node --import tsx scripts/icons.ts [path of a Chromium]`. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** Below 48 pixels the second wave would blur, so those sizes have a drawing of their own on a grid of 16. */
const drawings: { svg: string; sizes: number[] }[] = [
  { svg: "icon-small.svg", sizes: [16, 32] },
  { svg: "icon.svg", sizes: [48, 128] },
];

const folder = new URL("../icons/", import.meta.url);
const browser = await chromium.launch({ executablePath: process.argv[2] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  for (const { svg, sizes } of drawings) {
    const source = await readFile(new URL(svg, folder), "utf8");
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`);
      await page.screenshot({ path: fileURLToPath(new URL(`icon-${size}.png`, folder)), omitBackground: true });
    }
  }
} finally {
  await browser.close();
}
