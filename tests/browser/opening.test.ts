import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import { checkAccessible } from "./harness/check-accessible.ts";
import { dropDocument } from "./harness/drop-document.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { readerAfter } from "./harness/reader-after.ts";
import { missing } from "./harness/requirements.ts";
import { editedDocument, serveDocuments, type SeenRequest } from "./harness/serve-documents.ts";
import { useExtension } from "./harness/use-extension.ts";
import { useOpened } from "./harness/use-opened.ts";

/** Opened in the reader: what a tab shows and what a link leads to, and what its site is told of the person. */
const skip = missing("chromium");

const sites = await useOpened(async (closeLater) => {
  const served = await serveDocuments();
  closeLater(served.close);
  return served;
});
const { chromium, page, watcher, otherOrigin } = await useExtension({ skip, hostMap: sites.hostMap });

/** Opens an address, and then the popup over it, in which a button is pressed. */
async function pressInPopup(address: string, button: string): Promise<void> {
  await page.goto(address);
  await page.bringToFront();
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector("#transport[data-status=idle]");
  await popup.locator(button).click();
}

/** What the sites were asked for, of such paths, until `act` has resolved to the reader. */
async function askedFor(paths: RegExp, act: () => Promise<Page>): Promise<{ reader: Page; requests: SeenRequest[] }> {
  const before = sites.requests.length;
  const reader = await act();
  return { reader, requests: sites.requests.slice(before).filter(({ path }) => paths.test(path)) };
}

const documentIn = (reader: Page): Promise<string> => reader.$eval("#document", (shown) => shown.innerHTML);

test("a PDF in the browser's viewer is read in the reader, fetched without cookie and referrer", { skip }, async () => {
  // The site has set its cookie before.
  await page.goto(`${sites.origin}/article`);
  const before = (await watcher.utterances()).length;
  const { reader, requests } = await askedFor(/paper/, async () => {
    const opened = await readerAfter(chromium, () => pressInPopup(`${sites.origin}/paper.pdf`, "#main-action[data-action=read]"));
    await waitForText(opened, "#document", "A sentence inside a document.");
    return opened;
  });
  assert.deepEqual(requests, [
    { path: "/paper.pdf", cookie: "who=a-person", referer: undefined },
    { path: "/paper.pdf", cookie: undefined, referer: undefined },
  ]);
  const utterance = await waitFor("it to be read", async () => (await watcher.utterances())[before]);
  assert.equal(utterance.text.trim(), "A sentence inside a document.");
  assert.equal(await reader.evaluate(() => location.hash), "");
  await watcher.request("offscreen", "stop");
  await reader.close();
});

test("a page comes as it is seen, without another request", { skip }, async () => {
  const { reader, requests } = await askedFor(/./, async () => {
    const opened = await readerAfter(chromium, () => pressInPopup(`${sites.origin}/article`, "#open-in-reader"));
    await waitForText(opened, "#document", "The harbour office has a new roof");
    return opened;
  });
  assert.deepEqual(
    requests.map(({ path }) => path).filter((path) => path !== "/favicon.ico"),
    ["/article"],
  );
  const shown = await documentIn(reader);
  assert.match(shown, /<h1[^>]*>The roof<\/h1>/);
  assert.match(shown, /written by a script/);
  assert.match(shown, new RegExp(`href="${sites.origin}/paper.pdf"`));
  assert.doesNotMatch(shown, /screen readers|Other news/);
  await reader.close();
});

test("a link is opened from the menu; where the site is another one, it is asked for first", { skip }, async () => {
  await page.goto(`${sites.origin}/article`);
  await page.bringToFront();
  // The real menu grants what this does.
  await (await chromium.openPopup(page)).close();
  const menu = (linkUrl: string) => () => chromium.dispatchMenu({ menuItemId: "openInReader", linkUrl });
  const { reader, requests } = await askedFor(/paper/, async () => {
    const opened = await readerAfter(chromium, menu(`${sites.origin}/paper.pdf`));
    await waitForText(opened, "#document", "A sentence inside a document.");
    return opened;
  });
  assert.deepEqual(requests, [{ path: "/paper.pdf", cookie: undefined, referer: undefined }]);
  await reader.close();
  await page.bringToFront();
  // Of a linked page the article is shown, as its site sends it.
  const linked = await readerAfter(chromium, menu(`${sites.origin}/article`));
  await waitForText(linked, "#document", "The harbour office has a new roof");
  assert.doesNotMatch(await documentIn(linked), /Other news|written by a script/);
  await linked.close();
  await page.bringToFront();
  const other = await readerAfter(chromium, menu(`${otherOrigin}/document.pdf`));
  const { host } = new URL(otherOrigin);
  await waitForText(other, "#opening", `The reader may not fetch from ${host} yet`);
  await waitForText(other, "#opening", `Allow ${host} and open`);
  await other.close();
});

test("what wants a login is fetched with it only when the person says so", { skip }, async () => {
  await page.goto(`${sites.origin}/article`);
  const { reader, requests } = await askedFor(/locked/, async () => {
    const opened = await readerAfter(chromium, () => pressInPopup(`${sites.origin}/locked.pdf`, "#open-in-reader"));
    await waitForText(opened, "#opening", "wants to know who asks");
    return opened;
  });
  assert.deepEqual(requests.at(-1), { path: "/locked.pdf", cookie: undefined, referer: undefined });
  await checkAccessible(reader, "a reader that asks what to do");
  await press(reader, "Fetch with my login", "#opening");
  await waitForText(reader, "#document", "A sentence inside a document.");
  assert.deepEqual(sites.requests.at(-1), { path: "/locked.pdf", cookie: "who=a-person", referer: undefined });
  await reader.close();
});

test("a file on the disk is asked for once, and then read", { skip }, async () => {
  const before = (await watcher.utterances()).length;
  const path = fileURLToPath(new URL("pages/document.pdf", import.meta.url));
  const reader = await readerAfter(chromium, () => pressInPopup(`file://${path}`, "#main-action[data-action=read]"));
  await waitForText(reader, "#opening", "Choose document.pdf once more");
  await waitForText(reader, "#opening", "This file is on your disk.");
  await dropDocument(reader, "document.txt", "This is what the file says.");
  await waitForText(reader, "#document", "This is what the file says.");
  const utterance = await waitFor("it to be read", async () => (await watcher.utterances())[before]);
  assert.equal(utterance.text, "This is what the file says.");
  assert.equal(await reader.$eval("#opening", (card) => card.checkVisibility()), false);
  await watcher.request("offscreen", "stop");
  await reader.close();
});

test("an editor that draws its text is asked for its export, with the person's login, and that is told", { skip }, async () => {
  const { reader, requests } = await askedFor(/export/, async () => {
    const opened = await readerAfter(chromium, () => pressInPopup(editedDocument, "#open-in-reader"));
    await waitForText(opened, "#opening", "Fetched from docs.google.com with your login");
    return opened;
  });
  assert.match(await documentIn(reader), /<h1[^>]*>Minutes<\/h1><p>All were there\.<\/p>/);
  assert.deepEqual(
    requests.map(({ cookie, referer }) => [cookie, referer]),
    [["who=a-person", undefined]],
  );
  await reader.close();
  await page.goto(editedDocument.replace("/document/", "/spreadsheets/"));
  await page.bringToFront();
  const popup = await chromium.openPopup(page);
  await popup.locator("#open-in-reader").click();
  await waitForText(popup, "#sentence", "This editor draws its text as a picture");
});
