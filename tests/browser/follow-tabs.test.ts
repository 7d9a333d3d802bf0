import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Utterance } from "../../src/shared/protocol.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { closedPlayer } from "./harness/closed-player.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What is heard is shown wherever its page is: left and come back to, moved, closed, in frames, in one of two windows. */
const skip = missing("chromium");

const { chromium, page, watcher, origin } = await useExtension({
  skip,
  page: "long.html?sentences=40",
  args: ["--enable-features=BackForwardCache"],
});

const long = "long.html?sentences=40";

/** Has what is selected in a page read, and resolves when its first sentence is heard. */
async function read(where = page): Promise<Utterance> {
  await where.bringToFront();
  const answer = await readFromPopup(chromium, watcher, where);
  if (typeof answer === "string") throw new Error(`the popup said: ${answer}`);
  await watcher.waitForNarration("speech", ({ utteranceId, sentence }) => utteranceId === answer.utteranceId && sentence !== null);
  return answer;
}

async function readLong(where = page): Promise<Utterance> {
  await where.goto(`${origin}/${long}`);
  await select(where, "#long");
  return read(where);
}

/** Waits until the page shows the sentence that is heard. */
const waitForShown = (where: Page): Promise<unknown> =>
  waitFor("what is heard to be shown", async () => {
    const { narration } = await watcher.state();
    return narration.sentence !== null && (await shownIn(where)).sentence.trim() === narration.sentence.text.trim();
  });

const isUntouched = (where: Page): Promise<boolean> =>
  where.evaluate(() => CSS.highlights.size === 0 && document.adoptedStyleSheets.length === 0);

/** Waits until the sentence after the one that is heard now is heard: the voice goes on. */
async function waitForNext({ utteranceId }: Utterance): Promise<void> {
  const index = (await watcher.state()).narration.sentence?.index ?? 0;
  await watcher.waitForState(
    "the next sentence",
    ({ narration }) => narration.utteranceId === utteranceId && narration.status === "speaking" && (narration.sentence?.index ?? 0) > index,
  );
}

const stop = (): Promise<unknown> => watcher.request("offscreen", "stop");

/** The id of the tab that shows a page, by an address that only it has. */
const tabOf = (where: Page): Promise<number> =>
  chromium.evaluateInServiceWorker(async (title) => {
    const tabs = await chrome.tabs.query({});
    // Without a permission for tabs their addresses are not known, except of those that a gesture has granted.
    return tabs.find(({ url }) => url === title)?.id ?? -1;
  }, where.url());

test("leaving the page ends the highlight and not the voice, and coming back brings it back", { skip }, async () => {
  const utterance = await readLong();
  await waitForShown(page);
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => Object.assign(globalThis, { persisted })));
  await page.goto(`${origin}/article.html`);
  await waitForNext(utterance);
  assert.equal(await isUntouched(page), true);
  await page.goBack();
  assert.equal(await page.evaluate(() => (globalThis as { persisted?: boolean }).persisted), true, "the page was kept by the browser");
  await waitForShown(page);
  await waitForNext(utterance);
  await waitForShown(page);
  await stop();
  await waitFor("the page to be as before", () => isUntouched(page));
});

test("a page that is loaded anew while it is read is followed again", { skip }, async () => {
  const utterance = await readLong();
  await waitForShown(page);
  await page.reload();
  await waitForNext(utterance);
  await waitForShown(page);
  await stop();
});

test("with reduced motion the page jumps to what is heard, and the player appears without moving", { skip }, async () => {
  const player = await closedPlayer(page);
  for (const motion of ["no-preference", "reduce"]) {
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: motion }]);
    await page.goto(`${origin}/follow.html`);
    await page.evaluate(() => {
      const element = document.querySelector("#far");
      if (element) getSelection()?.selectAllChildren(element);
      scrollTo(0, 0);
      const places = new Set<number>();
      Object.assign(globalThis, { places });
      // Each frame shows one place.
      const look = (): void => {
        places.add(Math.round(scrollY));
        requestAnimationFrame(look);
      };
      look();
    });
    await read();
    await waitFor("the text to be in view", () =>
      page.$eval("#far", (element) => {
        const { top } = element.getBoundingClientRect();
        return top > 0 && top < innerHeight / 3;
      }),
    );
    const places = await page.evaluate(() => (globalThis as unknown as { places: Set<number> }).places.size);
    if (motion === "reduce") assert.equal(places, 2, "from the top of the page to the text at once");
    else assert.ok(places > 2, "the page glides");
    assert.equal(await player.styleOf("panel", "animation-name"), motion === "reduce" ? "none" : "appear");
    await stop();
  }
  await page.emulateMediaFeatures([]);
});

test("text in a frame of the same site is shown there, and the page around it has the player", { skip }, async () => {
  await page.goto(`${origin}/iframes.html`);
  const frame = await (await page.waitForSelector("#same"))?.contentFrame();
  assert.ok(frame);
  await (await frame.waitForSelector("#text"))?.click({ count: 3 });
  await read();
  await waitFor("the sentence", async () => (await shownIn(frame)).sentence === "This sentence is inside a frame.");
  await waitFor("a word", async () => (await shownIn(frame)).word !== "");
  assert.equal(await isUntouched(page), true);
  const player = await closedPlayer(page);
  await player.click("Stop reading");
  await waitFor("the frame to be as before", () => frame.evaluate(() => CSS.highlights.size === 0));
});

test("of a page of frames the frame with the most text is read, and shown there", { skip }, async () => {
  await page.goto(`${origin}/frameset.html`);
  const popup = await chromium.openPopup(page);
  const before = (await watcher.utterances()).length;
  await popup.evaluate(async () => void (await chrome.runtime.sendMessage({ target: "background", operation: "readPage", payload: null })));
  const { source } = await waitFor("an utterance", async () => (await watcher.utterances())[before]);
  await popup.close();
  assert.notEqual(source.frameId, 0);
  const frame = page.frames().find((each) => each.name() === "main");
  assert.ok(frame);
  await waitFor("a sentence", async () => (await shownIn(frame)).sentence !== "");
  const player = await closedPlayer(page);
  await player.click("Stop reading");
  await waitFor("the frame to be as before", () => frame.evaluate(() => CSS.highlights.size === 0));
});

test("“where is it?” in the popup brings back the tab, and the place in it", { skip }, async () => {
  const utterance = await readLong();
  await waitForShown(page);
  const other = await chromium.page(`${origin}/article.html`, { fresh: true });
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const popup = await chromium.openPopup(other);
  await popup.locator("#transport [aria-label='Where is it?']").click();
  await waitFor("the tab to be in front", () => page.evaluate(() => document.visibilityState === "visible"));
  await waitFor("the sentence to be in view", () =>
    page.evaluate(() => {
      const [range] = (CSS.highlights.get("read-aloud-sentence") ?? []) as Iterable<Range>;
      const box = range?.getBoundingClientRect();
      return box !== undefined && box.top > 0 && box.bottom < innerHeight;
    }),
  );
  await waitForNext(utterance);
  await stop();
  await other.close();
});

test("of two windows the one that is read shows it, also after its tab has moved to the other one", { skip }, async () => {
  const opened = chromium.browser.waitForTarget((target) => target.url().endsWith("?second"));
  await chromium.evaluateInServiceWorker(async (url) => void (await chrome.windows.create({ url })), `${origin}/follow.html?second`);
  const second = await (await opened).asPage();
  await second.waitForFunction("document.readyState === 'complete'");
  await readLong();
  await waitForShown(page);
  await select(second, "#plain");
  await read(second);
  await waitForShown(second);
  await waitFor("the first page to be as before", () => isUntouched(page));

  const utterance = await readLong();
  await waitForShown(page);
  assert.equal(await isUntouched(second), true);
  const moved = await chromium.evaluateInServiceWorker(
    async (from, to) => {
      const tabs = await chrome.tabs.query({ active: true });
      const tab = tabs.find(({ url }) => url === from);
      const window = (await chrome.windows.getAll({ populate: true })).find(
        ({ id, tabs: own }) => id !== tab?.windowId && own?.some(({ url }) => url === to),
      );
      return (
        tab?.id !== undefined &&
        window?.id !== undefined &&
        (await chrome.tabs.move(tab.id, { windowId: window.id, index: -1 })) !== undefined
      );
    },
    page.url(),
    second.url(),
  );
  assert.equal(moved, true);
  // A tab that is dragged is in front where it is dropped.
  await page.bringToFront();
  await waitForNext(utterance);
  await waitForShown(page);
  await stop();
  await waitFor("the page to be as before", () => isUntouched(page));
});

test("the voice goes on when its tab is discarded or closed, and then there is nothing to come back to", { skip }, async () => {
  const tab = await chromium.page(`${origin}/article.html?other`, { fresh: true });
  for (const end of ["discard", "remove"] as const) {
    const where = end === "discard" ? tab : await chromium.page(`${origin}/article.html`, { fresh: true });
    const utterance = await readLong(where);
    await waitForShown(where);
    const tabId = await tabOf(where);
    await page.bringToFront();
    await chromium.evaluateInServiceWorker(async (id, how) => void (await chrome.tabs[how](id)), tabId, end);
    await waitForNext(utterance);
    await watcher.request("background", "showPlace");
    await waitForNext(utterance);
    await stop();
  }
});
