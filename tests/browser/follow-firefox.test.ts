import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { usePages } from "./harness/use-pages.ts";

/** Firefox: what is heard is shown in the page, and nothing is left afterwards. */
const skip = missing("firefox") || missing("desktop");

const { origin } = await usePages();
let firefox: Firefox;
let page: Page;

before(async () => {
  if (skip) return;
  firefox = await launchFirefox({ headless: false });
});

after(() => (skip ? undefined : firefox.close()));

const waitForSentence = (wanted: string): Promise<unknown> =>
  waitFor(`“${wanted}” to be shown`, async () => (await shownIn(page)).sentence.trim() === wanted);

/**
 * Has what `choose` selects read, and resolves when its first sentence is shown. A new Firefox sometimes gives a tab no keys, so the next
 * attempt is in a new one.
 */
async function readUntilShown(choose: () => Promise<unknown>, sentence: string): Promise<void> {
  let triedAt = -Infinity;
  await waitFor(
    `“${sentence}” to be shown`,
    async () => {
      if (performance.now() - triedAt > 15_000) {
        page = await firefox.page(`${origin}/follow.html`);
        await choose();
        await firefox.pressShortcut(page, "alt+shift+l");
        triedAt = performance.now();
      }
      return (await shownIn(page)).sentence.trim() === sentence;
    },
    { timeoutMs: 90_000 },
  );
}

const isUntouched = (): Promise<boolean> =>
  page.evaluate(() => !CSS.highlights.has("read-aloud-sentence") && document.adoptedStyleSheets.length === 0);

test("each sentence is shown while it is heard, and nothing is left after the end", { skip }, async () => {
  await readUntilShown(() => select(page, "#rewritten"), "The page replaces this paragraph while it is being read.");
  await waitFor("a word to be shown", async () => (await shownIn(page)).word !== "");
  await waitForSentence("The second sentence is in new nodes, and is found in them all the same.");
  await firefox.pressShortcut(page, "alt+shift+q");
  await waitFor("the page to be as before", isUntouched);
});

test("a sentence in a shadow root is shown in a style of that root", { skip }, async () => {
  const sheets = (): Promise<number | undefined> => page.$eval("#open", (host) => host.shadowRoot?.adoptedStyleSheets.length);
  const choose = async (): Promise<void> => (await page.waitForSelector("#open"))?.click({ count: 3 });
  await readUntilShown(choose, "A sentence in an open shadow root is shown as well as others.");
  assert.equal(await sheets(), 1);
  await firefox.pressShortcut(page, "alt+shift+q");
  await waitFor("the page to be as before", async () => (await isUntouched()) && (await sheets()) === 0);
});
