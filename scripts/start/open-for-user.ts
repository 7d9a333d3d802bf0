import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import type { FoundBrowser } from "../../tools/machine/find-browser.ts";

/** Shows the sample page, explains what to do, and waits until the user closes the browser or presses Ctrl+C. */
export async function openForUser(browser: Browser, { name, version }: FoundBrowser, extension: string, sample: string): Promise<void> {
  const closed = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()));
  // Ctrl+C arrives twice: from the terminal, and forwarded by the parent process.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void browser.close().catch(() => undefined));

  const page = await browser.newPage();
  await page.goto(sample);
  console.log(`${name} ${version} is open with the extension and a page to try it on.`);
  console.log(
    `Select some text, right-click it and choose Read aloud, or press ${await readShortcut(extension)}. Close the browser, or press Ctrl+C here, to end.`,
  );
  await closed;
}

/** The shortcut for reading the selection, which differs between browsers. */
async function readShortcut(extension: string): Promise<string> {
  // The build has just written it.
  const manifest = JSON.parse(await readFile(join(extension, "manifest.json"), "utf8")) as {
    commands: Record<"read-selection", { suggested_key: { default: string } }>;
  };
  return manifest.commands["read-selection"].suggested_key.default;
}
