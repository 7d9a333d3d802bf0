/** @file `npm start`: opens a browser with the extension and a page to try it on. Without a display it speaks into a WAV file. */
import { resolve } from "node:path";
import { build } from "./build.ts";
import { ensureDebianPackages } from "../tools/machine/debian-packages.ts";
import { findBrowser, type BrowserFamily, type FoundBrowser } from "../tools/machine/find-browser.ts";
import { hasDisplay } from "./start/has-display.ts";
import { launch } from "./start/launch.ts";
import { openForUser } from "./start/open-for-user.ts";
import { serveSamples } from "./start/serve-samples.ts";
import { speakHeadless } from "./start/speak-headless.ts";

const root = resolve(import.meta.dirname, "..");

/** A message for the user, unlike an error in the program. */
class Advice extends Error {}

function browserOfThisMachine(family?: BrowserFamily): FoundBrowser {
  const found = findBrowser(family);
  if (found) return found;
  ensureDebianPackages(["chromium"]);
  const installed = findBrowser(family);
  if (installed) return installed;
  throw new Advice(
    family
      ? "Without a display this needs Chromium, Chrome or Edge: install one of them, then run npm start again."
      : "Install Chrome, Chromium, Edge or Firefox, then run npm start again.",
  );
}

const packageFor = ({ family }: FoundBrowser): string => resolve(root, "dist", family);

async function readWithoutWindow(sample: string): Promise<void> {
  const found = browserOfThisMachine("chromium");
  console.log(`There is no display here, so ${found.name} ${found.version} reads without a window.`);
  const browser = await launch(found, packageFor(found), true);
  try {
    await speakHeadless(browser, sample, resolve(root, "dist/read-aloud-sample.wav"));
  } finally {
    await browser.close();
  }
}

async function start(): Promise<void> {
  const isWindowed = hasDisplay(process.platform, process.env);
  const found = browserOfThisMachine(isWindowed ? undefined : "chromium");
  console.log("Building …");
  await build();
  const samples = await serveSamples(resolve(root, "samples"));
  try {
    if (!isWindowed) return await readWithoutWindow(samples.origin);
    const browser = await launch(found, packageFor(found), false).catch((cause: unknown) => {
      console.error(cause instanceof Error ? cause.message : cause);
      throw new Advice(
        `${found.name} (${found.path}) did not open; its own words are above. To go without a window, run npm start with DISPLAY= before it.`,
      );
    });
    await openForUser(browser, found, packageFor(found), samples.origin);
  } finally {
    samples.close();
  }
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Advice ? error.message : error);
  process.exitCode = 1;
}
