import assert from "node:assert/strict";
import { test } from "node:test";
import { allTargets } from "../../tools/browser/evaluate.ts";
import { watch } from "../../tools/extension/watcher.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** The offscreen document: there is one, it outlives the service worker, and it survives the death of its workers. */
const skip = missing("chromium");

const { chromium, page } = await useChromium({ skip, page: "article.html" });

/** When the offscreen document began, which names it: another one began at another time. */
const birth = (): Promise<number> => chromium.evaluateInOffscreen(() => performance.timeOrigin);

test(
  "100 requests at once, from several pages, after the service worker died: one document, and every one is answered",
  { skip },
  async () => {
    await select(page, "#en");
    // Grants the right to look into the page, which stays with it.
    await (await chromium.openPopup(page)).close();
    const askers = await Promise.all([1, 2, 3, 4].map(() => chromium.extensionPage("icons/icon-16.png")));
    await page.bringToFront();
    await chromium.evaluateInServiceWorker(() => chrome.offscreen.closeDocument());
    const documents = async (): Promise<string[]> =>
      (await allTargets(chromium.browser)).filter(({ type }) => type === "background_page").map(({ targetId }) => targetId);
    await waitFor("the document to be gone", async () => (await documents()).length === 0);
    await chromium.killServiceWorker();

    const answers = await Promise.all(
      askers.map((asker) =>
        asker.evaluate(() => {
          const operations = Array.from({ length: 25 }, (_, index) => (index % 5 === 4 ? "readSelection" : "ensureOffscreen"));
          return Promise.all(
            operations.map(
              (operation) => chrome.runtime.sendMessage({ target: "background", operation, payload: null }) as Promise<{ ok: boolean }>,
            ),
          );
        }),
      ),
    );
    assert.equal(answers.flat().length, 100);
    assert.deepEqual(
      answers.flat().filter((reply) => !reply?.ok),
      [],
    );
    assert.equal((await documents()).length, 1);
    for (const asker of askers) await asker.close();
  },
);

test(
  "after the service worker died of idleness, and minutes may pass in silence, the document and its voice are still there",
  { skip },
  async (context) => {
    const watcher = await watch(chromium, page);
    await select(page, "#title");
    await readFromPopup(chromium, watcher, page);
    await watcher.waitForEnd(1);
    const silentSince = performance.now();
    const born = await birth();
    await waitFor("the service worker to die of idleness", async () => !(await chromium.isServiceWorkerAlive()), {
      timeoutMs: 90_000,
      everyMs: 500,
    });
    await waitFor("silence for more than 35 s", () => performance.now() - silentSince > 35_000, { timeoutMs: 40_000, everyMs: 500 });
    assert.equal(await chromium.isServiceWorkerAlive(), false);
    const { sessions } = (await watcher.state()).statistics;
    assert.deepEqual(
      sessions.map(({ voiceId }) => voiceId),
      ["instant"],
    );

    await select(page, "#en");
    assert.notEqual(typeof (await readFromPopup(chromium, watcher, page)), "string");
    const heard = await watcher.waitForNarration(
      "the second text",
      ({ status, sentence }) => status === "speaking" && (sentence?.text.startsWith("The lamp") ?? false),
    );
    assert.equal(await birth(), born);
    context.diagnostic(
      `after ${Math.round((performance.now() - silentSince) / 1000)} s of silence: first sound ${heard.firstSoundMs} ms after the gesture`,
    );
    await watcher.request("offscreen", "stop");
  },
);
