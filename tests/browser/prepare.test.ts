import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

const skip = missing("chromium");

test("the popup, opened over a selection, has its beginning made before Read is pressed, and it is made once", { skip }, async () => {
  const { chromium, page, watcher } = await useExtension({
    page: "article.html",
    voices: ["en_US-alpha-medium"],
    // The instant voice would stand in for one that is not open, so whose voice is heard first tells what was prepared.
    settings: { whileLoading: "instant", voices: { en: { voiceId: "en_US-alpha-medium", speakerId: 0 } } },
  });
  await select(page, "#en-2");
  const popup = await chromium.openPopup(page);
  const begins = await page.evaluate(() => (document.querySelector("#en-2")?.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 20));
  await waitFor("the first words", () =>
    popup.evaluate((words) => document.querySelector("#sentence.selected")?.textContent?.startsWith(words), begins),
  );
  await watcher.waitForState("the beginning to be kept", ({ statistics }) => statistics.clips.count > 0);
  assert.deepEqual((await watcher.state()).narration.status, "idle");
  await popup.locator("#main-action").click();
  const first = await watcher.waitForNarration("the first sentence", ({ sentence }) => sentence?.index === 0);
  assert.deepEqual([first.voice?.voiceId, first.standIn], ["en_US-alpha-medium", null]);
  await watcher.waitForEnd(1);
  const sentences = new Set((await watcher.narrations()).flatMap(({ sentence }) => (sentence ? [sentence.index] : [])));
  const clips = await watcher.waitForState("the statistics", ({ statistics: { clips } }) => clips.misses >= sentences.size && clips);
  assert.deepEqual([clips.hits, clips.misses], [0, sentences.size]);
});
