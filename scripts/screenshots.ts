/**
 * @file Run by hand on Linux when popup or player change (`node --import tsx scripts/screenshots.ts`): takes screenshots of a page that is
 * read, and of the popup meanwhile, for the README.
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

/** Writes `docs/<name>.png`. */
async function photograph(name: string, page: Page, scheme: "light" | "dark"): Promise<void> {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  // Wait for the colour transitions to end.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().flatMap((each) => (each instanceof CSSTransition ? [each.finished] : []))),
  );
  const path = join(folder, `${name}.png`) as `${string}.png`;
  await page.screenshot({ path });
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
  await page.setViewport({ width: 900, height: 620 });
  await chromium.pressShortcut(page, "alt+shift+g");
  await watcher.waitForState(
    "a later sentence",
    ({ narration: { status, sentence, timeline } }) => status === "speaking" && (sentence?.index ?? 0) >= 5 && timeline !== null,
    60_000,
  );
  await photograph("reading", page, "light");
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector('[data-status="speaking"]');
  await photograph("popup-light", popup, "light");
  await photograph("popup-dark", popup, "dark");
} finally {
  await chromium.close();
  samples.close();
  await desktop.stop();
}
