import assert from "node:assert/strict";
import { test } from "node:test";
import type { PiperDebug } from "../../src/shared/piper-debug.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { press, settingsOf, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { useExtensionPages } from "./harness/use-extension-pages.ts";

/** The extension's own functions in the console. */
type Console = Pick<PiperDebug, "clearAudioCache" | "clearAllCaches" | "getStorageStats" | "logStorageStats"> & { piperDebug: PiperDebug };

/** What they answer. */
type Answers = {
  sessions: Awaited<ReturnType<PiperDebug["getSessionCacheStats"]>>;
  sound: Awaited<ReturnType<PiperDebug["getCacheStats"]>>;
  hasStorage: boolean;
};

/** What the popup does with voices, memory and disk. */
const skip = missing("chromium");
const { chromium, faults, open, ...opened } = await useExtensionPages({ skip, page: "popup/popup.html" });
let { page: popup } = opened;

const figure = (title: string): string => `.storage-row:has(.confirm-action [aria-label$="${title}"])`;

const checkedVoice = (): Promise<string | null> =>
  popup.evaluate(() => document.querySelector<HTMLInputElement>("#voices input:checked")?.value ?? null);
const waitForStripToGo = (): Promise<unknown> =>
  waitFor("the strip to go", () => popup.evaluate(() => document.querySelector<HTMLElement>("#downloads")?.hidden === true));
const choices = async () => {
  const { voices, intended } = await settingsOf(popup);
  return { voices, intended };
};
const alpha = { voiceId: "en_US-alpha-medium", speakerId: 0 };
const beta = { voiceId: "en_GB-beta-low", speakerId: 0 };

test("a voice is chosen when its download has ended, although the popup is closed and the background was killed", { skip }, async () => {
  await popup.select("#language", "en");
  faults.set("alpha-medium.onnx", { kind: "stall", afterBytes: 400 });
  await press(popup, "Install .* alpha");
  await waitForText(popup, "#downloads", "Download of alpha");
  assert.deepEqual(await choices(), { voices: {}, intended: { en: alpha } });
  assert.equal(await checkedVoice(), "instant");
  faults.clear();
  await press(popup, "Cancel: Download of alpha", "#downloads");
  await waitForStripToGo();
  assert.deepEqual(await choices(), { voices: {}, intended: {} });

  let goOn = (): void => undefined;
  const closed = new Promise<void>((resolve) => (goOn = resolve));
  faults.set("alpha-medium.onnx", { kind: "truncate", afterBytes: 10, when: closed });
  await press(popup, "(Resume|Install).* alpha");
  await waitForText(popup, "#downloads", "Download of alpha");
  await popup.close();
  await chromium.killServiceWorker();
  faults.clear();
  goOn();
  popup = await open("popup/popup.html");
  await popup.select("#language", "en");
  await waitFor("the choice", async () => (await checkedVoice()) === alpha.voiceId);
  assert.deepEqual(await choices(), { voices: { en: alpha }, intended: {} });
});

test("while another voice comes the chosen one stays, also when that fails, and who chooses anew waits no longer", { skip }, async () => {
  faults.set("beta", { kind: "status", status: 404 });
  await press(popup, "Install .* beta");
  await waitForText(popup, "#downloads", "no longer has this voice");
  assert.deepEqual(await choices(), { voices: { en: alpha }, intended: { en: beta } });
  assert.equal(await checkedVoice(), alpha.voiceId);
  faults.delete("beta");
  faults.set("beta-low.onnx", { kind: "stall", afterBytes: 400 });
  await press(popup, "Try again", "#downloads");
  await waitFor("the progress bar", () => popup.evaluate(() => document.querySelector("#downloads progress")?.checkVisibility() === true));
  await popup.click("#voices input[value=instant]");
  await waitFor("the choice", async () => (await checkedVoice()) === "instant");
  await press(popup, "Cancel: Download of beta", "#downloads");
  // What is below it moves.
  await waitForStripToGo();
  await popup.click(`#voices input[value=${alpha.voiceId}]`);
  await waitFor("alpha again", async () => JSON.stringify(await choices()) === JSON.stringify({ voices: { en: alpha }, intended: {} }));
  faults.clear();
});

test("what is chosen, downloading or installed comes first, and the page is the only thing that scrolls", { skip }, async () => {
  const first = () =>
    popup.evaluate(() => [...document.querySelectorAll<HTMLInputElement>("#voices input")].slice(0, 2).map(({ value }) => value));
  await popup.reload();
  await popup.waitForSelector("#voices input:checked");
  await popup.select("#language", "en");
  await waitFor("the chosen voice first", async () => (await first()).join() === `${alpha.voiceId},instant`);
  const nested = await popup.evaluate(
    () =>
      [...document.querySelectorAll("body *")].filter(
        (each) => each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY),
      ).length,
  );
  assert.equal(nested, 0);
});

test("each open voice is listed with its memory and can be unloaded alone", { skip }, async () => {
  await press(popup, "Storage");
  await waitForText(popup, "#storage", "1 voice ·");
  const reply = await popup.evaluate(() =>
    chrome.runtime.sendMessage({ target: "offscreen", operation: "preloadVoice", payload: { voiceId: "en_US-alpha-medium" } }),
  );
  assert.equal(reply.ok, true);
  await waitForText(popup, ".sessions", "alpha");
  await waitForText(popup, ".sessions", "MB");
  await press(popup, "Free memory of alpha");
  await waitForText(popup, figure("Ready in memory"), "0 voices");
  assert.equal(await popup.evaluate(() => document.querySelectorAll(".sessions li").length), 0);
});

test("removing all voices says what it frees, can be withdrawn, and is then done", { skip }, async () => {
  await press(popup, "Remove all: Installed voices");
  await waitForText(popup, figure("Installed voices"), "Remove every voice?");
  await press(popup, "Keep: Installed voices");
  await waitForText(popup, figure("Installed voices"), "1 voice");
  await press(popup, "Remove all: Installed voices");
  await press(popup, "Remove: Installed voices");
  await waitForText(popup, figure("Installed voices"), "0 voices");
});

test("the console functions answer in each of the extension's contexts, and one clears all that there is", { skip }, async (t) => {
  const options = await open("options/options.html");
  const said: string[] = [];
  options.on("console", (message) => {
    void Promise.all(message.args().map((arg) => arg.jsonValue())).then((args) => said.push(JSON.stringify(args)));
  });
  await popup.evaluate(() => (globalThis as unknown as Console).piperDebug.preloadModel("en_US-alpha-medium"));
  const ask = async (): Promise<Answers> => {
    const { piperDebug, getStorageStats, logStorageStats } = globalThis as unknown as Console;
    await Promise.all([piperDebug.logAllStats(), logStorageStats()]);
    const [sessions, sound, { quota, usage }] = await Promise.all([
      piperDebug.getSessionCacheStats(),
      piperDebug.getCacheStats(),
      getStorageStats(),
    ]);
    return { sessions, sound, hasStorage: quota > usage && usage > 0 };
  };
  const answers = [
    await popup.evaluate(ask),
    await options.evaluate(ask),
    await (await chromium.offscreenPage()).evaluate(ask),
    await chromium.evaluateInServiceWorker(ask),
  ];
  const expected: Answers = {
    sessions: { voiceCount: 1, voices: ["en_US-alpha-medium"] },
    sound: { count: 0, size: 0, sizeFormatted: "0 B" },
    hasStorage: true,
  };
  assert.deepEqual(
    answers,
    answers.map(() => expected),
  );
  for (const what of ["sessions", "sound", "models", "storage"])
    assert.ok(
      said.some((line) => line.startsWith(`["[read aloud] ${what}"`)),
      what,
    );

  await popup.evaluate(async () => {
    const { piperDebug, clearAudioCache } = globalThis as unknown as Console;
    await Promise.all([piperDebug.clearSessionCache(), clearAudioCache()]);
  });
  await waitForText(popup, figure("Ready in memory"), "0 voices");
  const freed = await options.evaluate(() => (globalThis as unknown as Console).clearAllCaches());
  t.diagnostic(JSON.stringify(freed));
  assert.deepEqual([freed.sessions.count, freed.sound.count, freed.models.count], [0, 0, 1]);
  assert.match(freed.models.size, /^[1-9][\d.]* [kM]B$/);
  await waitFor("the line in the console", () => said.some((line) => line.startsWith('["[read aloud] freed"')));
  await waitForText(popup, figure("Installed voices"), "0 voices");
  await options.close();
});

test("the sliders follow what is saved, except while one is held", { skip }, async () => {
  const ask = (operation: string, payload: unknown): Promise<unknown> =>
    popup.evaluate((message) => chrome.runtime.sendMessage(message), { target: "background", operation, payload });
  const shows = (rate: string): Promise<unknown> =>
    waitFor(`the rate ${rate}`, () =>
      popup.$eval("#rate", (slider, wanted) => slider instanceof HTMLInputElement && slider.value === wanted, rate),
    );
  await ask("updateSettings", { rate: 2 });
  await shows("2");
  await popup.$eval("#rate", (slider) => void slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })));
  await ask("updateSettings", { rate: 1.5, volume: 0.5 });
  await waitForText(popup, "#volume-value", "50");
  await shows("2");
  await popup.$eval("#rate", (slider) => void slider.dispatchEvent(new PointerEvent("pointerup", { bubbles: true })));
  await shows("1.5");
  await ask("clearEverything", null);
  await shows("1");
  await waitForText(popup, "#volume-value", "100");
});

test("the way to all voices and settings opens their page", { skip }, async () => {
  await press(popup, "All voices and settings");
  const target = await chromium.browser.waitForTarget((candidate) => candidate.url().includes("/options/options.html"), {
    timeout: 30_000,
  });
  const page = await target.page();
  assert.ok(page);
  await waitForText(page, "body", "English");
});
