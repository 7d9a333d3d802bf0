import assert from "node:assert/strict";
import { test } from "node:test";
import type { Narration } from "../../src/shared/protocol.ts";
import type { Settings } from "../../src/shared/settings.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { closedPlayer } from "./harness/closed-player.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { missing } from "./harness/requirements.ts";
import { select, selectAllIn } from "./harness/select.ts";
import { useExtension } from "./harness/use-extension.ts";

/** The player in a page that is read by the extension: what is pressed in it is heard. */
const skip = missing("chromium");

const { chromium, page, watcher, origin } = await useExtension({ skip, page: "long.html?sentences=60" });
const player = skip ? ({} as never) : await closedPlayer(page);

/** Has what is selected read, and resolves when it is heard. */
async function read(): Promise<void> {
  const answer = await readFromPopup(chromium, watcher, page);
  if (typeof answer === "string") throw new Error(`the popup said: ${answer}`);
  await page.bringToFront();
  await waitForNow("speech", ({ utteranceId, sentence }) => utteranceId === answer.utteranceId && sentence !== null);
}

const waitForNow = (what: string, accepts: (narration: Narration) => boolean): Promise<Narration> =>
  watcher.waitForState(what, ({ narration }) => accepts(narration) && narration);

const settings = async (): Promise<Settings> => (await watcher.request("background", "getSettings")) as Settings;

const waitForGone = (): Promise<true> => waitFor("the player to go", async () => (await player.textOf("panel")) === null);

test("its buttons pause, resume, jump and stop what is heard", { skip }, async () => {
  await page.goto(`${origin}/long.html?sentences=60`);
  await select(page, "#long");
  await read();
  await player.click("Pause");
  const { sentence } = await waitForNow("the pause", ({ status }) => status === "paused");
  const index = sentence?.index ?? 0;
  await player.click("Next sentence");
  await waitForNow("the next sentence", (narration) => narration.sentence?.index === index + 1);
  await player.click("Next paragraph");
  await waitForNow("the second paragraph", (narration) => narration.sentence?.text === "This is sentence number 11.");
  await player.click("Previous sentence");
  await waitForNow("the sentence before", (narration) => narration.sentence?.text === "This is sentence number 10.");
  const bar = await player.placeOf("Position in the text");
  await page.mouse.click(bar.x, bar.y);
  await waitForNow("the middle", (narration) => Math.abs(Number(/\d+/.exec(narration.sentence?.text ?? "")?.[0]) - 30) <= 3);
  await waitFor("the bar to show it", async () => (await player.textOf("gone")) !== "0:00");
  if ((await watcher.state()).narration.status === "paused") await player.click("Resume");
  await waitForNow("speech", ({ status }) => status === "speaking");
  await player.click("Stop reading");
  await waitForNow("the end", ({ status }) => status === "idle");
  await waitForGone();
});

test("it is where it was moved to, also in the next page, and is hidden for good", { skip }, async () => {
  await page.goto(`${origin}/long.html?sentences=60`);
  await select(page, "#long");
  await read();
  const from = await player.placeOf("grip");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 40, from.y - 200, { steps: 5 });
  await page.mouse.up();
  await waitFor("its place to be saved", async () => (await settings()).playerPlace !== "docked");
  const at = await player.placeOf("grip");
  await page.goto(`${origin}/player-policy.html`);
  await select(page, "#text");
  await read();
  await waitFor("its place to be the same", async () => {
    const { x, y } = await player.placeOf("grip");
    return Math.abs(x - at.x) < 2 && Math.abs(y - at.y) < 2;
  });
  await player.click("More");
  await player.click("hide");
  await waitFor("it to be hidden", async () => !(await settings()).showsPlayer);
  await waitForGone();
  assert.notEqual((await watcher.state()).narration.status, "idle");
  await watcher.request("background", "updateSettings", { showsPlayer: true, playerPlace: "docked" });
});

test("it shows the sentence of a field, in which nothing can be drawn, on a page that allows no styles", { skip }, async () => {
  await page.goto(`${origin}/player-policy.html`);
  await selectAllIn(page, "field");
  await read();
  await waitFor("the sentence", async () => (await player.textOf("sentence")) === "A sentence in a text area is shown in the player.");
  const grip = await player.placeOf("grip");
  const close = await player.placeOf("close");
  assert.ok(close.x - grip.x > 520 && close.x - grip.x < 600, "its own style applies");
  await player.click("Stop reading");
  await waitForGone();
});
