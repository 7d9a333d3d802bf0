import assert from "node:assert/strict";
import { test } from "node:test";
import { waitFor } from "../../tools/wait-for.ts";
import { engineWorkers } from "./harness/engine-workers.ts";
import { readFromPopup, selectionRefusal } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { selectAllIn } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Text that breaks speech engines, through the whole product, in a voice of each kind. */
const skip = missing("chromium");

const { chromium, page, watcher } = await useExtension({
  skip,
  page: "hostile.html",
  voices: ["en_US-alpha-medium"],
  settings: { whileLoading: "wait", rate: 3 },
});

/** Has the text of an element read, and resolves to how it went: `read` if it was heard to its end, an error's code, or `speaking` if it is too long to wait for. */
async function read(id: string, { toTheEnd }: { toTheEnd: boolean }): Promise<string> {
  await selectAllIn(page, id);
  const utterance = await readFromPopup(chromium, watcher, page);
  if (typeof utterance === "string") return utterance;
  return waitFor(
    `what becomes of ${id}`,
    async () => {
      // An error is told without the utterance that it ended.
      const narrations = await watcher.narrations();
      const told = narrations.slice(-1).find(({ utteranceId, error }) => error !== null || utteranceId === utterance.utteranceId);
      if (told?.error) return told.error.code;
      const wasHeard = narrations.some(
        ({ utteranceId, status, sentence }) => utteranceId === utterance.utteranceId && status === "speaking" && sentence !== null,
      );
      if (told?.status === "idle") return wasHeard && told.progress === 1 ? "read" : "ended unheard";
      return !toTheEnd && wasHeard && "speaking";
    },
    { timeoutMs: 40_000 },
  );
}

/** Nothing is left behind: silence, no worker without an owner, and the next request works. */
async function assertUnharmed(voiceId: string): Promise<void> {
  await watcher.request("offscreen", "stop");
  const { narration, statistics } = await watcher.state();
  assert.equal(narration.status, "idle");
  assert.equal((await engineWorkers(chromium)).length, statistics.sessions.length);
  assert.equal(await read("plain", { toTheEnd: true }), "read");
  const heard = (await watcher.narrations()).findLast(({ voice }) => voice !== null);
  assert.deepEqual([heard?.voice?.voiceId, heard?.standIn], [voiceId, null]);
}

const short = ["markup", "controls", "surrogates", "bidi", "zalgo", "url", "symbols", "emoji"];
const long = ["long-word", "long-cjk", "long-thai", "long-paragraph", "long-line-breaks"];
const wordless = ["only-symbols", "only-spaces", "only-controls"];

for (const voiceId of ["instant", "en_US-alpha-medium"]) {
  test(
    `${voiceId}: markup, control characters, lone surrogates, bidi, zalgo, addresses and symbols are read to their end`,
    { skip },
    async () => {
      await watcher.request("background", "updateSettings", { voices: { en: { voiceId, speakerId: 0 } } });
      for (const id of short) assert.deepEqual([id, await read(id, { toTheEnd: true })], [id, "read"]);
      await assertUnharmed(voiceId);
    },
  );

  test(
    `${voiceId}: words of 10,000 letters, 20,000 Chinese characters and Thai without a space, and endless paragraphs begin at once`,
    { skip },
    async () => {
      for (const id of long) {
        assert.deepEqual([id, await read(id, { toTheEnd: false })], [id, "speaking"]);
        await watcher.request("offscreen", "stop");
      }
      await assertUnharmed(voiceId);
    },
  );

  test(`${voiceId}: where there is nothing to say, the person is told so`, { skip }, async () => {
    for (const id of wordless) {
      await selectAllIn(page, id);
      assert.match(await selectionRefusal(chromium, watcher, page), /^No text that can be read is selected/, id);
    }
    await assertUnharmed(voiceId);
  });
}
