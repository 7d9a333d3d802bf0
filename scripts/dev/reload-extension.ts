import type { Browser, Page, Target } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import type { Family } from "../build/package-contents.ts";

/** Reloads the extension in `folder` in the browser. Resolves when its background runs and its pages are open again. */
export async function reloadExtension(browser: Browser, family: Family, folder: string): Promise<void> {
  // When Firefox answers, the background has started. It does not report the extension's pages.
  if (family === "firefox") return void (await browser.installExtension(folder));
  const known = new Set(browser.targets());
  const open = (await browser.pages()).map((page) => ({ page, url: page.url() }));
  const id = await browser.installExtension(folder);
  await backgroundOf(browser, id, known);
  for (const { page, url } of open) if (url.startsWith(`chrome-extension://${id}/`)) await openAgain(browser, page, url);
}

/** Waits until a service worker that is not among the `known` targets accepts events. */
async function backgroundOf(browser: Browser, id: string, known: ReadonlySet<Target>): Promise<void> {
  const isNew = (target: Target): boolean =>
    target.type() === "service_worker" && target.url().startsWith(`chrome-extension://${id}/`) && !known.has(target);
  const worker = await (await browser.waitForTarget(isNew, { timeout: 10_000 })).worker();
  await waitFor(
    "the background to take events",
    () => worker?.evaluate("self.registration?.active?.state === 'activated'") as Promise<boolean> | undefined,
  );
}

/** The browser closed the tab, or left it empty if it was the last one. */
async function openAgain(browser: Browser, page: Page, url: string): Promise<void> {
  await (page.isClosed() ? await browser.newPage() : page).goto(url);
}
