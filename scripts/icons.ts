/** @file Draws the PNGs of `icons/` from its SVGs. Run it after one of those has changed: `node --import tsx scripts/icons.ts`. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { findBrowser } from "../tools/machine/find-browser.ts";

/** Below 48 pixels the second wave would blur, so those sizes have their own drawing on a grid of 16. */
const drawings: { svg: string; sizes: number[] }[] = [
  { svg: "icon-small.svg", sizes: [16, 32] },
  { svg: "icon.svg", sizes: [48, 128] },
];

const folder = new URL("../icons/", import.meta.url);
const found = findBrowser("chromium");
if (!found) throw new Error("Install Chromium, then run this again.");
const browser = await puppeteer.launch({ executablePath: found.path, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  for (const { svg, sizes } of drawings) {
    const source = await readFile(new URL(svg, folder), "utf8");
    for (const size of sizes) {
      await page.setViewport({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`);
      await page.screenshot({ path: fileURLToPath(new URL(`icon-${size}.png`, folder)) as `${string}.png`, omitBackground: true });
    }
  }
} finally {
  await browser.close();
}
