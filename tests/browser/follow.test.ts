import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../tools/wait-for.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { shownIn } from "./harness/shown-in.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What is heard is shown in the page. */
const skip = missing("chromium");

const { chromium, page, watcher, origin } = await useExtension({ skip, page: "article.html", settings: { rate: 1 } });

/** Has elements read, and resolves when the first sentence is heard. */
async function read(selector: string, last = selector): Promise<void> {
  await select(page, selector, last);
  const answer = await readFromPopup(chromium, watcher, page);
  if (typeof answer === "string") throw new Error(`the popup said: ${answer}`);
  await watcher.waitForNarration("speech", ({ utteranceId, sentence }) => utteranceId === answer.utteranceId && sentence !== null);
}

const waitForSentence = (wanted: string): Promise<unknown> =>
  waitFor(`“${wanted}” to be shown`, async () => (await shownIn(page)).sentence.trim() === wanted);

test("each sentence is shown while it is heard, and nothing is left when reading has ended", { skip }, async () => {
  await page.goto(`${origin}/article.html`);
  await read("#en", "#en-2");
  await waitForSentence("The lamp was lit at dusk.");
  await waitForSentence("Dr. Smith climbed 199 steps; it took her 4.5 minutes.");
  await waitForSentence("From the top she saw three ships, and a fourth far away.");
  await watcher.request("offscreen", "stop");
  await waitFor("the page to be as before", () =>
    page.evaluate(() => CSS.highlights.size === 0 && document.adoptedStyleSheets.length === 0),
  );
  assert.equal((await watcher.state()).narration.status, "idle");
});
