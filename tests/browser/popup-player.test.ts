import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import type { Page } from "puppeteer-core";
import { waitFor } from "../../tools/wait-for.ts";
import type { Narration, Utterance } from "../../src/shared/protocol.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The popup is the player of what is read, shows the texts that wait, and sets the sleep timer. */
const skip = missing("chromium") || missing("desktop");

const { chromium, page, watcher } = await useExtension({
  skip,
  headless: false,
  page: "long.html?sentences=40",
  voices: ["en_US-alpha-medium"],
  settings: { whileLoading: "wait", voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } },
});

/** Reads the text from the popup, which stays open. */
async function readInPopup(): Promise<Page> {
  await watcher.request("offscreen", "stop");
  await page.bringToFront();
  await select(page, "#long");
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector("#sentence.selected");
  await popup.click("#main-action");
  await watcher.waitForState("speech", ({ narration: { status, clock } }) => status === "speaking" && clock);
  await popup.waitForSelector("#main-action[data-action=pause]");
  return popup;
}

async function close(popup: Page): Promise<void> {
  await watcher.request("offscreen", "stop");
  await popup.close();
}

const heardIndex = (index: number): Promise<Narration> =>
  watcher.waitForState(`sentence ${index}`, ({ narration }) => narration.sentence?.index === index && narration);

/** Checks the page as a screen reader and an eye see it, light and dark. */
async function assertAccessible(popup: Page, state: string): Promise<void> {
  for (const value of ["light", "dark"]) {
    await popup.emulateMediaFeatures([
      { name: "prefers-color-scheme", value },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await popup.evaluate(axe.source);
    const found = await popup.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    });
    assert.deepEqual(found, [], `${state}, ${value}`);
    assert.equal(await popup.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, state);
  }
}

test("each word is marked while it is heard, nothing moves, and nothing is told into the speech", { skip }, async () => {
  await watcher.request("offscreen", "stop");
  await page.bringToFront();
  await select(page, "#long");
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector("#sentence.selected");
  await popup.evaluate(() => {
    const seen = { marks: [] as string[], tops: [] as number[], told: [] as string[] };
    Object.assign(globalThis, { marks: seen });
    const look = (): void => {
      const mark = document.querySelector("#sentence mark");
      const before = mark?.previousElementSibling?.textContent ?? "";
      if (mark?.textContent) seen.marks.push(`${before}[${mark.textContent}]${mark.nextElementSibling?.textContent}`);
      seen.tops.push(document.querySelector("#main-action")?.getBoundingClientRect().bottom ?? 0);
      seen.told.push(document.querySelector("#announcement")?.textContent ?? "");
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await popup.click("#main-action");
  await popup.waitForFunction(
    () => document.querySelector("#sentence mark")?.textContent && document.querySelector("#sentence")?.textContent?.includes("3"),
  );
  const { marks, tops, told } = await popup.evaluate(
    () => (globalThis as unknown as { marks: Record<"marks" | "told", string[]> & { tops: number[] } }).marks,
  );
  const [sentence] = (await watcher.narrations())
    .flatMap((narration) => (narration.sentence?.index === 1 ? [narration.sentence] : []))
    .slice(-1);
  assert.ok(sentence && sentence.words.length >= 4);
  const { text, start, words } = sentence;
  const expected = new Set(
    words.map(
      (word) => `${text.slice(0, word.start - start)}[${text.slice(word.start - start, word.end - start)}]${text.slice(word.end - start)}`,
    ),
  );
  // Not in their order: when a busy machine is late, the clock goes back a little. And a word that is over by then is not marked at all.
  const marked = new Set(marks.filter((each) => each.replace(/[[\]]/g, "") === text));
  assert.deepEqual(
    [...marked].filter((each) => !expected.has(each)),
    [],
  );
  assert.ok(marked.size >= expected.size - 2, `only ${[...marked].join(" ")}`);
  assert.equal(new Set(tops.map(Math.round)).size, 1, "the main button stays where it is");
  assert.deepEqual(
    [...new Set(told)].filter((each) => /sentence|Reading/.test(each)),
    [],
  );
  await close(popup);
});

test("the buttons go from sentence to sentence and from paragraph to paragraph, the bar anywhere", { skip }, async () => {
  const popup = await readInPopup();
  await press(popup, "Next sentence");
  await heardIndex(1);
  await press(popup, "Next paragraph");
  await heardIndex(10);
  await press(popup, "Pause");
  await popup.waitForSelector("[data-status=paused]");
  await press(popup, "Resume");
  await press(popup, "Previous paragraph");
  await heardIndex(0);

  await watcher.waitForState("the whole length", ({ narration: { timeline } }) => timeline && timeline.totalSeconds > 20);
  const box = await (await popup.$("#position"))?.boundingBox();
  assert.ok(box);
  await popup.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const { timeline } = await watcher.waitForState(
    "the middle",
    ({ narration }) => narration.clock && (narration.sentence?.index ?? 0) >= 15 && narration,
  );
  assert.ok(timeline && Math.abs(timeline.beforeSeconds / timeline.totalSeconds - 0.5) < 0.1, JSON.stringify(timeline));
  await popup.focus("#position");
  await popup.keyboard.press("Home");
  await heardIndex(0);
  assert.match(await popup.$eval("#position", (slider) => slider.ariaValueText ?? ""), /^\d+ sec.* of .*(minute|second)/);
  await close(popup);
});

test("time gone and time left are those of the current rate", { skip }, async () => {
  const popup = await readInPopup();
  await press(popup, "Pause");
  await popup.waitForSelector("[data-status=paused]");
  const seconds = async (): Promise<number> => {
    const [minutes = "0", rest = "0"] = (await popup.$eval("#seek .left", (left) => left.textContent ?? "")).slice(1).split(":");
    return Number(minutes) * 60 + Number(rest);
  };
  const usual = await waitFor("the time left", async () => (await seconds()) || undefined);
  await popup.$eval("#rate", (rate) => {
    if (!(rate instanceof HTMLInputElement)) throw new Error("the rate is missing");
    rate.value = "2";
    rate.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await waitFor("half the time", async () => Math.abs((await seconds()) - usual / 2) <= 1.5);
  await press(popup, "1.*reset|2.*reset");
  await close(popup);
});

test("the main button reads the selection, or the page where nothing is selected, and says which", { skip }, async () => {
  const utterances = (await watcher.utterances()).length;
  await page.bringToFront();
  await page.evaluate(() => getSelection()?.removeAllRanges());
  const popup = await chromium.openPopup(page);
  await waitForText(popup, "#main-action", "Read this page");
  assert.equal(await popup.$eval("#read-page", (button) => button.checkVisibility()), false);
  await assertAccessible(popup, "nothing selected");
  await popup.click("#main-action");
  const [article] = await waitFor("the page to be asked for", async () => {
    const asked = (await watcher.utterances()).slice(utterances);
    return asked.length > 0 && asked;
  });
  assert.match(article?.text ?? "", /This is sentence number 40\./);
  await close(popup);

  await select(page, "#long p");
  const other = await chromium.openPopup(page);
  await waitForText(other, "#main-action", "Read selection");
  await assertAccessible(other, "a selection");
  await press(other, "Read this page");
  await waitFor(
    "the page, although something is selected",
    async () => (await watcher.utterances()).slice(utterances + 1)[0]?.text === article?.text,
  );
  await press(other, "Queue");
  await press(other, "Add this page");
  await waitForText(other, "#tab-queue", "1");
  await press(other, "Add the selection");
  await waitForText(other, "#tab-queue", "2");
  await watcher.request("offscreen", "clearQueue");
  await close(other);

  await page.evaluate(() => document.body.replaceChildren());
  const empty = await chromium.openPopup(page);
  await waitForText(empty, "#main-action", "Read this page");
  await empty.click("#main-action");
  await waitForText(empty, "#sentence.problem", "There is no text on this page that can be read.");
  await empty.close();
  await page.reload();
});

test("stopping gives the room back to the main button, which has the focus", { skip }, async () => {
  const popup = await readInPopup();
  await assertAccessible(popup, "reading");
  await popup.focus("#stop");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("#main-action[data-action=read]");
  assert.deepEqual(
    await popup.evaluate(() => [
      document.activeElement?.id,
      document.querySelector("#stop")?.checkVisibility(),
      document.querySelector("#position")?.checkVisibility(),
    ]),
    ["main-action", false, false],
  );
  await popup.close();
});

test("what was stopped in mid-text is taken up where it stopped", { skip }, async () => {
  const first = await readInPopup();
  await press(first, "Next paragraph");
  await heardIndex(10);
  await close(first);
  const popup = await readInPopup();
  await waitForText(popup, "#continue", "Continue at 2");
  await assertAccessible(popup, "an offer to go on");
  await popup.click("#continue");
  await heardIndex(10);
  await waitFor("the offer to go", () => popup.$eval("#continue", (button) => !button.checkVisibility()));
  await close(popup);
});

test("the queue is shown, ordered with buttons and with the mouse, and goes on when it is told", { skip }, async () => {
  const popup = await readInPopup();
  const titles = (): Promise<string[]> => popup.$$eval("#queue .name", (names) => names.map((name) => name.textContent ?? ""));
  const inOrder = (...wanted: string[]): Promise<unknown> =>
    waitFor(`the order ${wanted.join()}`, async () => {
      const { queue } = await watcher.state();
      const shown = await titles();
      return wanted.join() === queue.map(({ title }) => title).join() && wanted.join() === shown.join();
    });
  await press(popup, "Queue");
  await waitForText(popup, "#panel-queue", "read one after another");
  await press(popup, "Add the selection");
  await inOrder("A very long text");
  await press(popup, "Remove: A very long text");
  await inOrder();
  const utterance = (await watcher.utterances()).at(-1);
  assert.ok(utterance);
  for (const title of ["One", "Two", "Three"]) {
    const waiting: Utterance = { ...utterance, utteranceId: title, source: { ...utterance.source, title, site: "example.org" } };
    await watcher.request("offscreen", "enqueue", waiting);
  }
  await inOrder("One", "Two", "Three");
  await waitForText(popup, "#tab-queue", "3");
  await assertAccessible(popup, "a queue");

  await popup.focus('[aria-label="Move down: One"]');
  await popup.keyboard.press("Enter");
  await inOrder("Two", "One", "Three");
  await popup.keyboard.press("Enter");
  await inOrder("Two", "Three", "One");
  // It cannot go further down, so the other button has the focus.
  assert.equal(await popup.evaluate(() => document.activeElement?.ariaLabel), "Move up: One");

  const grips = await Promise.all((await popup.$$(".queued > .grip")).map((grip) => grip.boundingBox()));
  const [top, , bottom] = grips;
  assert.ok(top && bottom);
  await popup.mouse.move(bottom.x + 5, bottom.y + bottom.height / 2);
  await popup.mouse.down();
  await popup.mouse.move(top.x + 5, top.y + top.height / 2, { steps: 5 });
  await popup.mouse.up();
  await inOrder("One", "Two", "Three");

  await press(popup, "Start next");
  await watcher.waitForState("the first of the queue", ({ narration }) => narration.source?.title === "One");
  await inOrder("Two", "Three");
  await press(popup, "Clear");
  await waitForText(popup, ".queue-head", "Remove all of them?");
  await press(popup, "Clear: Texts that wait, Remove");
  await inOrder();
  await close(popup);
});

test("the sleep timer is set from a list, shows what is left, and is turned off again", { skip }, async () => {
  const popup = await readInPopup();
  await popup.select("#sleep-timer", "20");
  await watcher.waitForState("the timer", ({ sleepTimer }) => sleepTimer?.after === "minutes" && sleepTimer.minutes === 20);
  await waitForText(popup, "#sleep .left", "20 min");
  assert.match(await popup.$eval("#sleep-timer", (list) => list.ariaLabel ?? ""), /^Sleep timer: 20 min/);
  await assertAccessible(popup, "a sleep timer");
  await popup.select("#sleep-timer", "text");
  await watcher.waitForState("the end of the text", ({ sleepTimer }) => sleepTimer?.after === "text");
  await waitForText(popup, "#sleep .left", "at the end");
  await popup.select("#sleep-timer", "off");
  await watcher.waitForState("no timer", ({ sleepTimer }) => sleepTimer === null);
  await waitFor("no time left", () => popup.$eval("#sleep .left", (left) => left.textContent === ""));
  await close(popup);
});
