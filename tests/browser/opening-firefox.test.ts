import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { xdotool } from "../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { serveDocuments } from "./harness/serve-documents.ts";
import { useOpened } from "./harness/use-opened.ts";

/** Firefox: its own viewer lets no script in, and only an access to the site lets the reader fetch. */
const skip = missing("firefox") || missing("desktop");

const { sites, firefox } = await useOpened(async (closeLater) => {
  const sites = await serveDocuments();
  closeLater(sites.close);
  if (skip) return { sites, firefox: {} as Firefox };
  const firefox = await launchFirefox({ headless: false, grantsAccess: true });
  closeLater(() => firefox.close());
  return { sites, firefox };
});

/** The reader, if it is open. */
async function reader(): Promise<Page | null> {
  for (const page of (await firefox.browser.pages()).toReversed()) {
    const address = await page.evaluate(() => location.href).catch(() => "");
    if (address.includes("/reader/reader.html")) return page;
  }
  return null;
}

/** Opens a document in the browser's viewer and asks for it to be read. Resolves to the reader that opens. */
async function readInViewer(page: Page, address: string): Promise<Page> {
  // Firefox never tells the end of a navigation to its viewer.
  page.goto(address).catch(() => undefined);
  await waitFor("the viewer", () => page.evaluate(() => document.querySelector("#viewer .textLayer") !== null).catch(() => false));
  await page.bringToFront();
  let looks = 0;
  const look = async (): Promise<Page | null> => {
    // The viewer may not have had the keyboard yet.
    if (looks % 40 === 0) await xdotool("key", "alt+shift+g");
    looks += 1;
    return reader();
  };
  return waitFor("the reader", look, { everyMs: 100 });
}

test(
  "a PDF in the browser's viewer is opened in the reader after the access to its site was given, and the access is given back",
  { skip },
  async () => {
    const page = await firefox.page(`${sites.origin}/article`);
    const before = sites.requests.length;
    const opened = await readInViewer(page, `${sites.origin}/paper.pdf`);
    await waitForText(opened, "#opening", "The reader may not fetch from 127.0.0.1");
    await opened.bringToFront();
    await opened.locator("#opening-actions button").click();
    await waitForText(opened, "#document", "A sentence inside a document.");
    const requests = sites.requests.slice(before).filter(({ path }) => path === "/paper.pdf");
    assert.deepEqual(requests.at(-1), { path: "/paper.pdf", cookie: undefined, referer: undefined });
    await waitForText(opened, "#read", "Pause");
    await waitFor("the access to be given back", () =>
      opened.evaluate(
        async () => ((await (globalThis as unknown as { browser: typeof chrome }).browser.permissions.getAll()).origins ?? []).length === 0,
      ),
    );
    await opened.close();
  },
);

test("a file on the disk is asked for once", { skip }, async () => {
  const path = fileURLToPath(new URL("pages/document.pdf", import.meta.url));
  const opened = await readInViewer(await firefox.page(), `file://${path}`);
  await waitForText(opened, "#opening", "Choose document.pdf once more");
});
