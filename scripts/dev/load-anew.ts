import type { Browser, Page, Target } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import type { Family } from "../build/package-contents.ts";

/** Has the browser load the extension in `folder` anew; resolves when its background runs, and its pages in tabs are open again. */
export async function loadAnew(browser: Browser, family: Family, folder: string): Promise<void> {
  // Firefox has started the background when it answers, and does not tell of the extension's pages.
  if (family === "firefox") return void (await browser.installExtension(folder));
  const known = new Set(browser.targets());
  const open = (await browser.pages()).map((page) => ({ page, url: page.url() }));
  const id = await browser.installExtension(folder);
  await backgroundOf(browser, id, known);
  for (const { page, url } of open) if (url.startsWith(`chrome-extension://${id}/`)) await openAgain(browser, page, url);
}

/** Waits for a service worker that is none of the `known` targets, until it takes events. */
async function backgroundOf(browser: Browser, id: string, known: ReadonlySet<Target>): Promise<void> {
  const isNew = (target: Target): boolean =>
    target.type() === "service_worker" && target.url().startsWith(`chrome-extension://${id}/`) && !known.has(target);
  const worker = await (await browser.waitForTarget(isNew, { timeout: 10_000 })).worker();
  await waitFor(
    "the background to take events",
    () => worker?.evaluate("self.registration?.active?.state === 'activated'") as Promise<boolean> | undefined,
  );
}

/** The browser closed the tab, or left it empty where it was the last one. */
async function openAgain(browser: Browser, page: Page, url: string): Promise<void> {
  await (page.isClosed() ? await browser.newPage() : page).goto(url);
}
