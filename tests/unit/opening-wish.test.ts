import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import type { OpeningWish } from "../../src/shared/opening-wish.ts";
import { installFakeBrowser } from "./fake-browser.ts";

/** What is in memory, which tabs were opened, and what the page of the gesture is. */
const stored = new Map<string, unknown>();
const opened: { url: string; windowId?: number; index?: number }[] = [];
const here = { contentType: "application/pdf" as string | null, refusesWindow: false };

installFakeBrowser({
  runtime: {},
  storage: {
    session: {
      get: async (key?: string) => Object.fromEntries([...stored].filter(([name]) => key === undefined || name === key)),
      set: async (items: object) => Object.entries(items).forEach(([name, value]) => stored.set(name, value)),
      remove: async (names: string | string[]) => [names].flat().forEach((name) => stored.delete(name)),
    },
  },
  tabs: {
    get: async () => ({ index: 4, windowId: 7 }),
    create: async (options: { url: string; windowId?: number }) => {
      if (here.refusesWindow && options.windowId !== undefined) throw new Error("Cannot open extension pages in this window");
      opened.push(options);
    },
  },
  scripting: {
    executeScript: async () => {
      if (here.contentType === null) throw new Error("Missing host permission for the tab");
      return [{ result: here.contentType }];
    },
  },
});
const { leaveWish, takeWish } = await import("../../src/shared/opening-wish.ts");
const { openLinkInReader, openPageInReader, readHereOrInReader } = await import("../../src/background/open-in-reader.ts");

const gesture = { tabId: 3, url: "https://a.example/paper", title: "Paper", isPrivate: false };
const wish: OpeningWish = {
  kind: "address",
  tabId: 3,
  address: "https://a.example/paper",
  isDocument: true,
  title: "Paper",
  isPrivate: false,
  reads: true,
};

beforeEach(() => {
  stored.clear();
  opened.length = 0;
  Object.assign(here, { contentType: "application/pdf", refusesWindow: false });
});

const fails = (code: ErrorCode) => async (): Promise<void> => {
  throw new UserFacingError(code);
};

test("a wish is taken once, and no address of the reader names what is opened", async () => {
  const address = await leaveWish(wish);
  assert.doesNotMatch(address, /example|Paper/);
  assert.deepEqual(await takeWish(address), wish);
  assert.equal(await takeWish(address), null);
  assert.equal(stored.size, 0);
  for (const other of ["extension://this/reader/reader.html", "extension://this/reader/reader.html#section-1", ""])
    assert.equal(await takeWish(other), null, other);
});

test("a wish that no reader took is forgotten with a later one", async (t) => {
  t.after(() => mock.timers.reset());
  mock.timers.enable({ apis: ["Date"] });
  await leaveWish(wish);
  mock.timers.tick(50_000);
  const second = await leaveWish(wish);
  assert.equal(stored.size, 2);
  mock.timers.tick(50_000);
  await leaveWish(wish);
  assert.equal(stored.size, 2);
  assert.deepEqual(await takeWish(second), wish);
});

test("reading a page that is a document opens it beside its tab and reads it there", async () => {
  await readHereOrInReader(gesture, fails("pageWithoutText"));
  assert.deepEqual([opened.length, opened[0]?.windowId, opened[0]?.index], [1, 7, 5]);
  assert.deepEqual(await takeWish(opened[0]?.url ?? ""), wish);
});

test("a page that can be read is read, and a page without text is no document", async () => {
  let reads = 0;
  await readHereOrInReader(gesture, async () => void (reads += 1));
  here.contentType = "text/html";
  await assert.rejects(readHereOrInReader(gesture, fails("pageWithoutText")), { code: "pageWithoutText" });
  // Another failure is no sign of a document.
  here.contentType = "application/pdf";
  await assert.rejects(readHereOrInReader(gesture, fails("languageNotSpoken")), { code: "languageNotSpoken" });
  assert.deepEqual([reads, opened.length], [1, 0]);
});

test("an editor that draws its text is not read from its page", async () => {
  const url = "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit";
  await readHereOrInReader({ ...gesture, url }, () => assert.fail("its page was read"));
  assert.equal((await takeWish(opened[0]?.url ?? ""))?.kind, "export");
});

test("from a private window the wish is private, also where the browser shows the reader in another window", async () => {
  here.refusesWindow = true;
  await openPageInReader({ ...gesture, isPrivate: true }, { reads: false });
  await openLinkInReader({ ...gesture, isPrivate: true }, "https://b.example/c.pdf");
  for (const { url, windowId } of opened) {
    assert.equal(windowId, undefined);
    assert.equal((await takeWish(url))?.isPrivate, true);
  }
  assert.equal(opened.length, 2);
});

test("one of our own pages leads to an empty reader", async () => {
  await openPageInReader({ ...gesture, url: "extension://this/options/options.html" }, { reads: false });
  assert.deepEqual(opened, [{ url: "extension://this/reader/reader.html" }]);
});
