import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import type { FoundBrowser } from "../../tools/machine/find-browser.ts";

/** Shows the sample page, says what to do, and stays until the person closes the browser or presses Ctrl+C. */
export async function openForPerson(browser: Browser, { name, version }: FoundBrowser, extension: string, sample: string): Promise<void> {
  const closed = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()));
  // Ctrl+C comes twice: to every process of the terminal, and handed on by the one that started this.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void browser.close().catch(() => undefined));

  const page = await browser.newPage();
  await page.goto(sample);
  console.log(`${name} ${version} is open with the extension and a page to try it on.`);
  console.log(`Select some text, right-click it and choose Read aloud, or press ${await readShortcut(extension)}. Close the browser, or press Ctrl+C here, to end.`);
  await closed;
}

/** The keys that read the selection, which are not the same in every browser. */
async function readShortcut(extension: string): Promise<string> {
  // Written by the build just before.
  const manifest = JSON.parse(await readFile(join(extension, "manifest.json"), "utf8")) as {
    commands: Record<"read-selection", { suggested_key: { default: string } }>;
  };
  return manifest.commands["read-selection"].suggested_key.default;
}
