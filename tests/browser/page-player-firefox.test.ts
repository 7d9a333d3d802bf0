import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { usePages } from "./harness/use-pages.ts";

/** Firefox: the player is in the page that is read, in its own style, and answers. No debugger sees into it there, so it is pressed by its place. */
const skip = missing("firefox") || missing("desktop");

const { origin } = await usePages();
let firefox: Firefox;
let page: Page;
let popup: Page;

before(async () => {
  if (skip) return;
  firefox = await launchFirefox({ headless: false });
  popup = await firefox.extensionPage("popup/popup.html");
  page = await firefox.page(`${origin}/player-policy.html`);
});

after(() => (skip ? undefined : firefox.close()));

/** Whether the player is at a place, which is given from the middle of the lower edge of the window. */
const isAt = (right: number, up: number): Promise<boolean> =>
  page.evaluate(
    (x, y) => document.elementFromPoint(innerWidth / 2 + x, innerHeight - y)?.parentElement === document.documentElement,
    right,
    up,
  );

const status = (): Promise<string> => popup.$eval("#status", (element) => element.textContent ?? "");

test("on a page that allows no styles it is docked in its own style, pauses, and stops", { skip }, async () => {
  assert.equal(await isAt(0, 50), false);
  await select(page, "#text");
  await firefox.pressShortcut(page, "alt+shift+l");
  await waitFor("the player", () => isAt(0, 50));
  assert.deepEqual([await isAt(-290, 50), await isAt(290, 50), await isAt(-310, 50), await isAt(310, 50)], [true, true, false, false]);
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const);
  await page.mouse.click(width / 2 - 5, height - 43);
  await waitFor("the pause", async () => (await status()) === "Paused");
  // The button at the upper right stops the reading.
  await page.mouse.click(width / 2 + 273, height - 83);
  await waitFor("the end", async () => (await status()) === "Ready");
  await waitFor("the player to go", async () => !(await isAt(0, 50)));
  assert.equal(await page.evaluate(() => document.documentElement.children.length), 2);
});
