import type { Page } from "puppeteer-core";
import type { Chromium } from "../../../tools/browser/chromium.ts";
import { allowTestFunctions } from "../../../tools/browser/evaluate.ts";

/** The reader that opens when `act` is done. */
export async function readerAfter(chromium: Chromium, act: () => Promise<unknown>): Promise<Page> {
  const known = new Set(chromium.browser.targets());
  const opened = chromium.browser.waitForTarget((target) => !known.has(target) && target.url().includes("/reader/reader.html"), {
    timeout: 30_000,
  });
  await act();
  return allowTestFunctions(await (await opened).asPage());
}
