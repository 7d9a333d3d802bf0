import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Narration } from "../../src/shared/protocol.ts";
import { chooseFromMenu, type Place } from "../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { toastIn } from "./harness/toast-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Text after text, and a text again from where it stopped. */
const skip = missing("chromium") || missing("desktop");

const extension = await useExtension({ skip, headless: false, page: "long.html?sentences=40", settings: { rate: 1 } });
const { origin, otherOrigin } = extension;
let { chromium, page, watcher } = extension;

const menu = (inPage: Page): Promise<void> => chromium.rightClickMenu(inPage, "Read aloud");
/** Beside Read aloud the entry is in a submenu, which has the name of the extension. */
const add = (inPage: Page): Promise<void> => chromium.rightClickMenu(inPage, ["Read Aloud, On Device", "Add to the queue"]);

/** The utterances that were read since the watcher opened, in their order. */
async function read(): Promise<string[]> {
  const ids = (await watcher.narrations()).flatMap(({ utteranceId }) => utteranceId ?? []);
  return ids.filter((id, i) => id !== ids[i - 1]);
}

const queue = async (): Promise<{ site: string; title: string; start: string }[]> =>
  (await watcher.state()).queue.map(({ site, title, start }) => ({ site, title, start }));

test("texts of three pages, added from the menu, are read one after the other, each shown in its own page", { skip }, async () => {
  const last = "From the top she saw three ships, and a fourth far away.";
  const second = await chromium.page(`${origin}/article.html`, { fresh: true });
  const third = await chromium.page(`${otherOrigin}/article.html`, { fresh: true });
  await page.bringToFront();
  await select(page, "#long");
  await menu(page);
  const { utteranceId } = await watcher.waitForNarration("speech", ({ status }) => status === "speaking");

  await second.bringToFront();
  await select(second, "#en-2");
  await add(second);
  assert.equal((await toastIn(second)).replace(/\W*Close\W*$/, ""), "Added to the queue (1).");
  await third.bringToFront();
  await select(third, "#en", "#en-2");
  await add(third);
  assert.ok((await toastIn(third)).startsWith("Added to the queue (2)."));
  const waiting = [
    { site: new URL(origin).host, title: "The lighthouse", start: last },
    {
      site: new URL(otherOrigin).host,
      title: "The lighthouse",
      start: `The lamp was lit at dusk. Dr. Smith climbed 199 steps; it took her 4.5 minutes. ${last.slice(0, 37)}…`,
    },
  ];
  assert.deepEqual(await queue(), waiting);
  assert.equal((await watcher.state()).narration.utteranceId, utteranceId, "the first one is still read");

  // A page that is not in front draws nothing.
  const waitForSentence = (inPage: Page, text: string): Promise<unknown> =>
    waitFor(`“${text}” to be shown`, async () => (await shownIn(inPage)).sentence.trim() === text);
  await second.bringToFront();
  await watcher.request("offscreen", "jump", { to: "offset", offset: 1_000_000 });
  await waitForSentence(second, last);
  await third.bringToFront();
  await waitForSentence(third, last);
  const ended = await watcher.waitForNarration("the end", ({ status, progress }) => status === "idle" && progress === 1);
  assert.equal((await read()).length, 3);
  assert.notEqual(ended.utteranceId, utteranceId);
  assert.deepEqual(await queue(), []);
  const heard = (await watcher.narrations()).flatMap(({ sentence, utteranceId: id }) =>
    sentence && id !== utteranceId ? sentence.text : [],
  );
  assert.deepEqual(
    heard.filter((text, i) => text !== heard[i - 1]),
    [last, "The lamp was lit at dusk.", "Dr. Smith climbed 199 steps; it took her 4.5 minutes.", last],
  );
  await Promise.all([second.close(), third.close()]);
});

/** Reads the whole long page, and resolves when something is heard. */
async function readAll(): Promise<Narration> {
  await page.bringToFront();
  await select(page, "#long");
  const before = (await watcher.utterances()).length;
  await menu(page);
  const utterance = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  return watcher.waitForNarration("speech", ({ utteranceId, sentence }) => utteranceId === utterance.utteranceId && sentence !== null);
}

test("a text that was stopped in its middle is offered from there, also after its tab and the browser were closed", { skip }, async () => {
  const first = await readAll();
  await watcher.request("offscreen", "jump", { to: "sentence", by: 20 });
  const stopped = await watcher.waitForNarration(
    "the middle",
    ({ utteranceId, sentence }) => utteranceId === first.utteranceId && (sentence?.index ?? 0) >= 21,
  );
  await watcher.request("offscreen", "stop");
  assert.equal(stopped.resume, null);
  const address = page.url();
  const other = await chromium.page("about:blank", { fresh: true });
  await page.close();
  page = await chromium.page(address, { fresh: true });
  await other.close();

  const { narration } = await readAllAndLook();
  const { offset, share } = narration.resume ?? assert.fail("nothing is offered");
  assert.ok(offset >= (stopped.sentence?.start ?? Infinity));
  assert.ok(share > 0.4 && share < 0.8, `${share}`);
  assert.equal(narration.sentence?.index, 0, "it is read from its beginning");
  await watcher.request("offscreen", "stop");

  ({ chromium, page, watcher } = await extension.restart());
  const again = (await readAllAndLook()).narration;
  assert.deepEqual(again.resume, { offset, share });
  await watcher.request("offscreen", "jump", { to: "offset", offset });
  const resumed = await watcher.waitForNarration("the place", ({ sentence }) => sentence !== null && sentence.start >= offset);
  assert.deepEqual([resumed.sentence?.start, resumed.resume], [offset, null]);

  await watcher.request("offscreen", "jump", { to: "offset", offset: 1_000_000 });
  await watcher.waitForNarration("the end", ({ status, utteranceId }) => status === "idle" && utteranceId === again.utteranceId);
  assert.equal(await countPlaces(), 0, "what was heard to its end is forgotten");
});

/** Reads the long page from its beginning, and resolves when the earlier place is known. */
async function readAllAndLook(): Promise<{ narration: Narration }> {
  const { utteranceId } = await readAll();
  return {
    narration: await watcher.waitForNarration(
      "an offer",
      (narration) => narration.utteranceId === utteranceId && narration.resume !== null,
    ),
  };
}

const countPlaces = (): Promise<number> =>
  chromium.evaluateInOffscreen(async () => {
    const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((done, fail) => ((asked.onsuccess = () => done(asked.result)), (asked.onerror = () => fail(asked.error))));
    const db = await settled(indexedDB.open("reading-places"));
    const count = await settled(db.transaction("places").objectStore("places").count());
    db.close();
    return count;
  });

/** The middle of an element, and nothing is selected. */
async function placeIn(inPage: Page, selector: string): Promise<Place> {
  await inPage.bringToFront();
  await inPage.evaluate(() => getSelection()?.empty());
  const box = await (await inPage.waitForSelector(selector))?.boundingBox();
  if (!box) throw new Error(`${selector} is not to be seen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test(
  "a page can be added, and the page of a link if it is open where the extension may read it; else it says what to do",
  { skip },
  async () => {
    await watcher.request("offscreen", "clearQueue");
    await readAll();
    const open = await chromium.page(`${origin}/article.html?open`, { fresh: true });
    // Beside the entries for the page that are always there, in the submenu; below it are two entries of the browser.
    await chooseFromMenu(open, await placeIn(open, "#fr"), ["Up", "Up", "Up", "Right", "a"]);
    assert.ok((await toastIn(open)).startsWith("Added to the queue (1)."));
    const [whole] = await queue();
    assert.ok(whole?.start.startsWith("The lighthouse The lamp was lit at dusk."), whole?.start);

    const links = await chromium.page(`${origin}/article.html?links`, { fresh: true });
    await links.evaluate(
      (addresses) => {
        for (const [id, address] of Object.entries(addresses)) {
          const link = Object.assign(document.createElement("a"), { id, href: address, textContent: `A link that is ${id}` });
          document.body.prepend(link, document.createElement("br"));
        }
      },
      { granted: `${open.url()}#fr`, unseen: `${otherOrigin}/article.html?unseen`, closed: `${origin}/article.html?closed` },
    );
    const addLinked = async (id: string): Promise<string> => {
      await links.evaluate(() => document.getElementById("read-aloud-toast")?.remove());
      await chromium.rightClickMenu(links, ["Read Aloud, On Device", "Add the linked page to the queue"], await placeIn(links, `#${id}`));
      return toastIn(links);
    };
    assert.ok((await addLinked("granted")).startsWith("Added to the queue (2)."));
    assert.deepEqual((await queue())[1], whole);
    const unreadable = "That page cannot be read from here. Open it in a tab and choose “Add this page to the queue” there.";
    assert.ok((await addLinked("closed")).startsWith(unreadable));
    // It is open, but no gesture there has granted its page.
    const unseen = await chromium.page(`${otherOrigin}/article.html?unseen`, { fresh: true });
    await links.bringToFront();
    assert.ok((await addLinked("unseen")).startsWith(unreadable));
    assert.equal((await queue()).length, 2);
    await Promise.all([open.close(), links.close(), unseen.close()]);
  },
);
