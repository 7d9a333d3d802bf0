/**
 * @file Run by hand on Linux when the popup changes (`node --import tsx scripts/screenshots.ts`): takes screenshots of the reading popup
 * for the README.
 */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "puppeteer-core";
import { launch } from "../tools/browser/chromium.ts";
import { startDesktop } from "../tools/desktop/desktop.ts";
import { watch } from "../tools/extension/watcher.ts";
import { build } from "./build.ts";
import { serveSamples } from "./start/serve-samples.ts";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "docs");

async function photograph(popup: Page, scheme: "light" | "dark"): Promise<void> {
  await popup.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  // Wait for the colour transitions to end.
  await popup.evaluate(() =>
    Promise.all(document.getAnimations().flatMap((each) => (each instanceof CSSTransition ? [each.finished] : []))),
  );
  const path = join(folder, `popup-${scheme}.png`) as `${string}.png`;
  await popup.screenshot({ path });
  console.log(path);
}

await build();
await mkdir(folder, { recursive: true });
const desktop = await startDesktop();
Object.assign(process.env, desktop.environment);
const samples = await serveSamples(join(root, "samples"));
const chromium = await launch({ headless: false });
try {
  const page = await chromium.page(samples.origin);
  const watcher = await watch(chromium, page);
  await page.evaluate(() => {
    const story = document.querySelector("h2 + p");
    if (!story) throw new Error("the sample has no story");
    getSelection()?.selectAllChildren(story);
  });
  await chromium.rightClickMenu(page, "Read aloud");
  await watcher.waitForNarration("the second sentence", ({ status, sentence }) => status === "speaking" && sentence?.index === 1);
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector('[data-status="speaking"]');
  await photograph(popup, "light");
  await photograph(popup, "dark");
} finally {
  await chromium.close();
  samples.close();
  await desktop.stop();
}
