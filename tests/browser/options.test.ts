import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "puppeteer-core";
import { makeSlowVoice } from "../../engine/tests/voices/slow-voice.ts";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";
import { defaultSettings } from "../../src/shared/settings.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { dropVoice, press, settingsOf, waitForText } from "./harness/extension-page.ts";
import { flipBit } from "./harness/install-disk.ts";
import { missing } from "./harness/requirements.ts";
import { useExtensionPages } from "./harness/use-extension-pages.ts";
import { useFolder } from "./harness/use-folder.ts";

/** The voices and settings page, in the order in which a new person comes through it. */
const skip = missing("chromium");
const alpha = { voiceId: "en_US-alpha-medium", speakerId: 0 };
const scratch = await useFolder();
const { chromium, faults, open, ...opened } = await useExtensionPages({ skip, page: "options/options.html" });
let { page } = opened;

/** The row of a voice, which no other voice's text can satisfy. */
const row = (name: string): string => `.voice:has([aria-label$="Favourite: ${name}"])`;

/** Every voice that has been heard on the way to now, as the offscreen document tells it. */
async function listenIn(): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const port = chrome.runtime.connect({ name: "offscreen-events" });
    port.onMessage.addListener(
      (event: { type: string; narration?: { status: string; language: string; voice: { voiceId: string; speakerId: number } | null } }) => {
        const { status, voice, language } = event.narration ?? {};
        if (event.type === "narrationChanged" && status === "speaking" && voice)
          heard.push(`${language} ${voice.voiceId} ${voice.speakerId}`);
      },
    );
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

/** Waits until the background has saved these settings. */
const waitForSettings = (expected: object): Promise<unknown> =>
  waitFor(JSON.stringify(expected), async () => {
    const settings = await settingsOf(page);
    return isDeepStrictEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, settings[key]])), expected);
  });

/** What a person who listens is told has the focus. */
const focusedName = (of: Page): Promise<string> =>
  of.evaluate(() =>
    document.activeElement instanceof HTMLElement ? (document.activeElement.ariaLabel ?? document.activeElement.innerText) : "",
  );

test("the welcome is heard at once, before anything is downloaded, and shows the sentence that is read", { skip }, async () => {
  const heard = await listenIn();
  const marked = (): Promise<string> => page.evaluate(() => document.querySelector(".trial mark:not([hidden])")?.textContent ?? "");
  const text = await page.evaluate(() => document.querySelector(".sample")?.textContent ?? "");
  await press(page, "Try it", "#welcome");
  await waitFor("the first sentence to be marked", async () => (await marked()) === "This is the instant voice.", { timeoutMs: 20_000 });
  assert.ok((await heard()).includes("en instant 0"));
  await waitFor("the second sentence to be marked", async () => (await marked()).startsWith("It is part of"), { timeoutMs: 20_000 });
  await press(page, "Stop", "#welcome");
  await waitFor("the mark to go", async () => (await marked()) === "");
  assert.equal(await page.evaluate(() => document.querySelector(".sample")?.textContent), text);
  assert.equal(await focusedName(page), "Try it");
});

test("the welcome says which keys read, as the browser has bound them, and where the button is", { skip }, async () => {
  const keys = await page.evaluate(async () => (await chrome.commands.getAll()).find(({ name }) => name === "read-selection")?.shortcut);
  assert.ok(keys);
  await waitForText(page, ".how", `Press ${keys}`);
  assert.equal(await page.evaluate(() => document.querySelector(".how button")?.checkVisibility()), false);
  await waitForText(page, ".how", "puzzle piece");
});

test("the welcome installs a voice for the browser's language, speaks with it, and does not come back", { skip }, async () => {
  const heard = await listenIn();
  await waitForText(page, "#welcome", "A natural voice for English");
  assert.equal(await page.evaluate(() => document.querySelector<HTMLElement>("#pages")?.checkVisibility()), false);
  faults.set("alpha-medium.onnx", { kind: "stall", afterBytes: 400 });
  await press(page, "Install and listen", "#welcome");
  await press(page, "Cancel", "#welcome");
  await waitForText(page, "#welcome", "Continue without a natural voice");
  faults.clear();
  await waitFor("the choice to be withdrawn", async () => JSON.stringify((await settingsOf(page)).voices) === "{}");
  await press(page, "Install and listen", "#welcome");
  await waitForText(page, "#welcome", "Your voice is ready.");
  await waitFor("the greeting", async () => (await heard()).includes("en-US en_US-alpha-medium 0"), { timeoutMs: 20_000 });
  await press(page, "Done", "#welcome");
  await waitForText(page, "#pages", "natural voices");
  await waitFor("the choice to be saved", async () => (await settingsOf(page)).welcomed === true);
  assert.deepEqual((await settingsOf(page)).voices, { en: alpha });
  await page.close();
  page = await open("options/options.html");
  await waitForText(page, "#pages", "natural voices");
  assert.equal(await page.evaluate(() => document.querySelector<HTMLElement>("#welcome")?.checkVisibility()), false);
});

test("voices are found by name and language, and favourites come first, also after a reload", { skip }, async () => {
  await waitForText(page, "#found", "3 natural voices");
  await page.select("#languages", "all");
  await waitForText(page, "#groups", "French");
  await page.type("#search", "gam fren");
  await waitForText(page, "#found", "1 natural voice");
  await page.type("#search", "zzz");
  await waitForText(page, "#no-voices", "No voice matches.");
  await press(page, "Show all voices");
  await waitForText(page, "#found", "4 natural voices");
  await page.select("#languages", "mine");
  await page.type("#search", "français");
  await waitForText(page, "#found", "1 natural voice, in all languages");
  await page.click("#search", { count: 3 });
  await page.keyboard.press("Backspace");
  await press(page, "Favourites", "#filter");
  await waitForText(page, "#no-voices", "You have no favourites yet.");
  await press(page, "Favourites", "#filter");
  await page.select("#quality", "low");
  await waitForText(page, "#found", "1 natural voice");
  await page.select("#quality", "any");
  await waitForText(page, row("alpha"), "Recommended");
  await page.select("#languages", "en");

  await press(page, "Favourite: crowd");
  const names = () => page.evaluate(() => [...document.querySelectorAll<HTMLElement>("#groups .name")].map((name) => name.innerText));
  await waitFor("the favourite first", async () => (await names())[1] === "crowd");
  assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), "Favourite: crowd");
  await page.reload();
  await waitFor("the favourite first again", async () => (await names())[1] === "crowd");
  assert.deepEqual((await settingsOf(page)).favourites, ["en_GB-crowd-medium"]);
});

test(
  "a voice that is not installed says what must be downloaded, and is heard when it has come, as the speaker that is picked",
  { skip },
  async () => {
    const heard = await listenIn();
    await press(page, "Listen to crowd");
    await waitForText(page, row("crowd"), "has to be downloaded before you can hear it");
    await page.keyboard.press("Escape");
    await waitFor("the question to go", () =>
      page.evaluate((within) => !document.querySelector(`${within} .notice`)?.checkVisibility(), row("crowd")),
    );
    assert.match((await page.evaluate(() => document.activeElement?.ariaLabel)) ?? "", /^Listen to crowd/);
    await press(page, "Listen to crowd");
    await press(page, "Install and listen", row("crowd"));
    await waitFor("its sample", async () => (await heard()).includes("en-GB en_GB-crowd-medium 0"), { timeoutMs: 20_000 });

    const number = `${row("crowd")} input[type=number]`;
    await page.locator(number).fill("30");
    await page.evaluate((selector) => document.querySelector(selector)?.dispatchEvent(new Event("change", { bubbles: true })), number);
    await waitForText(page, `${row("crowd")} .speaker-field`, "of 30 · 29");
    await press(page, "Stop crowd").catch(() => undefined);
    await press(page, "Listen to crowd");
    await waitFor("the last speaker", async () => (await heard()).includes("en-GB en_GB-crowd-medium 3"), { timeoutMs: 20_000 });
    await page.click(`${row("crowd")} input[type=radio]`);
    await waitFor(
      "the choice",
      async () => JSON.stringify((await settingsOf(page)).voices) === '{"en":{"voiceId":"en_GB-crowd-medium","speakerId":29}}',
    );
  },
);

test("a download that fails says why in its row, is tried again, and can be cancelled", { skip }, async () => {
  faults.set("beta", { kind: "drop" });
  await press(page, "Install", row("beta"));
  await waitForText(page, row("beta"), "The voice server does not answer. Trying again…");
  await press(page, "Cancel", row("beta"));
  faults.set("beta", { kind: "html" });
  await press(page, "Install", row("beta"));
  await waitForText(page, row("beta"), "Try again");
  await waitForText(page, row("beta"), "Sign in");
  faults.set("beta-low.onnx", { kind: "stall", afterBytes: 400 });
  faults.delete("beta");
  await press(page, "Try again", row("beta"));
  await waitFor("the progress bar", () =>
    page.evaluate((within) => document.querySelector(`${within} progress`)?.checkVisibility() === true, row("beta")),
  );
  await press(page, "Cancel", row("beta"));
  faults.clear();
  await press(page, "Resume|Install", row("beta"));
  await waitForText(page, row("beta"), "on disk");
});

test("a voice whose file was changed says so, and is downloaded again when the person asks for that", { skip }, async () => {
  await flipBit(chromium, "en_GB-beta-low", "model.onnx", 1_000);
  await press(page, "Listen to beta", row("beta"));
  await waitForText(page, row("beta"), "was changed or damaged");
  await press(page, "Download again", row("beta"));
  await waitForText(page, row("beta"), "on disk");
});

test("removing asks in place, says what it frees, and the instant voice reads where the voice was chosen", { skip }, async () => {
  await press(page, "Remove: crowd");
  await waitForText(page, row("crowd"), "Remove this voice?");
  await page.keyboard.press("Escape");
  assert.match((await page.evaluate(() => document.activeElement?.ariaLabel)) ?? "", /^Remove: crowd/);
  await press(page, "Remove: crowd");
  await page.evaluate((within) => document.querySelector<HTMLButtonElement>(`${within} .danger`)?.click(), row("crowd"));
  await waitForText(page, row("crowd"), "Install");
  assert.deepEqual((await settingsOf(page)).voices, {});
});

test("a person's own voice comes in from two files, is refused otherwise, and goes out as it came", { skip }, async () => {
  const { model, config } = makeToneVoice({ voiceTag: 7, espeakVoice: "fr", languageCode: "fr_FR" });
  const files = { model: join(scratch, "fr_FR-tante_zoé-medium.onnx"), config: join(scratch, "fr_FR-tante_zoé-medium.onnx.json") };
  await Promise.all([writeFile(files.model, model), writeFile(files.config, JSON.stringify(config))]);
  const input = await page.waitForSelector("#import-files").then((found) => found?.toElement("input"));
  await input?.uploadFile(files.model);
  await waitForText(page, "#import-status", "A voice is two files");
  await writeFile(join(scratch, "page.onnx"), "<html>");
  await input?.uploadFile(join(scratch, "page.onnx"), files.config);
  await waitForText(page, "#import-status", "model");
  assert.equal(await page.evaluate(() => document.querySelector("#import-status")?.classList.contains("problem")), true);
  await input?.uploadFile(files.model, files.config);
  await waitForText(page, row("tante zoé"), "tante zoé is installed.");
  assert.equal(await page.evaluate(() => document.querySelector("#import-status")?.textContent), "", "it is told once");
  assert.equal(await focusedName(page), "Use for French");
  const isInView = () =>
    page.evaluate(() => {
      const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      return top > 0 && bottom < innerHeight;
    });
  assert.ok(await isInView());
  await page.keyboard.press("Enter");
  const choice = JSON.stringify({ fr: { voiceId: "imported-tante-zoe-1", speakerId: 0 } });
  await waitFor("the choice", async () => JSON.stringify((await settingsOf(page)).voices) === choice);
  assert.match(await focusedName(page), /^Listen to tante zoé/);
  await page.select("#languages", "mine");
  await press(page, "Installed", "#filter");
  await waitForText(page, row("tante zoé"), "your own voice");

  await press(page, "More for tante zoé");
  await press(page, "Rename tante zoé");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await waitForText(page, row("tante zoé"), "Give the voice a name.");
  await page.keyboard.type(" Zoé,  my aunt ");
  await page.keyboard.press("Enter");
  await waitForText(page, row("Zoé, my aunt"), "your own voice");
  assert.equal(await focusedName(page), "More for Zoé, my aunt");
  const session = await page.createCDPSession();
  const downloads = join(scratch, "downloads");
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  await press(page, "More for Zoé, my aunt");
  await page.keyboard.press("Escape");
  await waitFor("the menu to close", () => page.evaluate(() => document.querySelector(".menu:popover-open") === null));
  assert.equal(await focusedName(page), "More for Zoé, my aunt");
  await page.keyboard.press("Enter");
  await press(page, "Export files: Zoé, my aunt");
  const saved = await waitFor("both files", async () => {
    const names = await readdir(downloads).catch(() => []);
    return names.length === 2 && names.every((name) => /\.(onnx|json)$/.test(name)) && names.sort();
  });
  assert.deepEqual(new Uint8Array(await readFile(join(downloads, saved[0] ?? ""))), new Uint8Array(model));
  assert.deepEqual(JSON.parse(await readFile(join(downloads, saved[1] ?? ""), "utf8")), config);
});

test("an import can be cancelled while the voice is tried out", { skip }, async () => {
  const { model, config } = makeSlowVoice();
  const files = [join(scratch, "slow.onnx"), join(scratch, "slow.onnx.json")] as const;
  await Promise.all([writeFile(files[0], model), writeFile(files[1], JSON.stringify(config))]);
  const input = await page.waitForSelector("#import-files").then((found) => found?.toElement("input"));
  await input?.uploadFile(...files);
  await waitForText(page, "#import-status", "Trying it out");
  await press(page, "Cancel", "#import");
  await waitForText(page, "#import-status", "Cancelled.");
  assert.equal(await page.evaluate(() => document.querySelector("#import-cancel")?.checkVisibility()), false);
});

test("files that are dropped anywhere on the page come in too", { skip }, async () => {
  await press(page, "Favourites");
  await press(page, "Help");
  await dropVoice(page, "dropped", { voiceTag: 8, espeakVoice: "fr", languageCode: "fr_FR" });
  await waitForText(page, row("dropped"), "dropped is installed.");
  assert.equal(await focusedName(page), "Use for French");
});

test("what a person sets most comes first: rate and volume, then the voice of each language", { skip }, async () => {
  await press(page, "Settings");
  const titles = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("#settings-form legend, summary")]
        .filter((each) => each.checkVisibility())
        .map((each) => each.innerText),
    );
  assert.deepEqual(await titles(), [
    "Rate and volume",
    "Voice for each language",
    "Following along",
    "What is marked in the page",
    "Colour",
    "Starting to read",
    "Several languages in one text",
    "While a natural voice loads",
    "Pitch, pauses and headsets",
    "What is left out, and how it is said",
    "Pronunciation",
    "Advanced: memory and disk",
  ]);
  await page.focus("#rate");
  await page.keyboard.press("ArrowRight");
  await page.focus("#volume");
  await page.keyboard.press("Home");
  await waitFor("both to be saved", async () => (({ rate, volume }) => rate === 1.05 && volume === 0)(await settingsOf(page)));
  await waitForText(page, "#rate-reset", "1.05×");

  const own = { voiceId: "imported-tante-zoe-1", speakerId: 0 };
  const voicesAre = (expected: object) =>
    waitFor(JSON.stringify(expected), async () => isDeepStrictEqual((await settingsOf(page)).voices, expected));
  await waitForText(page, "#language-voices", "French");
  await page.select("#language-voices .add select", "en");
  await voicesAre({ fr: own, en: alpha });
  assert.equal(await focusedName(page), "Voice for English");
  await page.select("#language-voices select[aria-label='Voice for English']", "en_GB-beta-low");
  await voicesAre({ fr: own, en: { voiceId: "en_GB-beta-low", speakerId: 0 } });
  await press(page, "Remove: English");
  await voicesAre({ fr: own });
  assert.equal(await focusedName(page), "Voice for French");
  await press(page, "Find and install voices");
  await waitForText(page, "#panel-voices", "natural voice");
});

test("settings are saved as they are changed, and shown as they are saved", { skip }, async () => {
  await press(page, "Settings");
  await page.click("#advanced summary");
  await page.click("input[name=whileLoading][value=wait]");
  await page.click("input[name=preload][value=mostUsed]");
  await page.select("#close-idle", "15");
  await page.click("#keep-for-session");
  await page.click("#logging");
  await page.focus("#session-budget");
  await page.keyboard.press("ArrowRight");
  await page.focus("#clip-limit");
  await page.keyboard.press("Home");
  await waitForText(page, "#clip-limit-value", "nothing is kept");
  await waitForText(page, "#session-budget-value", "about 3 voices");
  const expected = {
    whileLoading: "wait",
    preload: "mostUsed",
    closeIdleAfterMinutes: 15,
    keepClips: "session",
    logging: true,
    sessionBudgetBytes: 0.75e9,
    clipLimitBytes: 0,
  };
  const saved = await waitFor("the last of them to be saved", async () => {
    const settings = await settingsOf(page);
    return settings.clipLimitBytes === 0 && settings.sessionBudgetBytes === 0.75e9 && settings;
  });
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, saved[key]])), expected);
  await page.reload();
  await waitFor("the settings", () => page.evaluate(() => document.querySelector<HTMLInputElement>("#logging")?.checked === true));
  assert.equal(
    await page.evaluate(() => document.querySelector("#panel-settings")?.checkVisibility()),
    true,
    "the page comes back to where one was",
  );
});

test("what is shown along is chosen with a sample of it, and colours rest while nothing is marked", { skip }, async () => {
  const sample = () =>
    page.evaluate(() => {
      const backgroundOf = (selector: string) => {
        const found = document.querySelector(`#highlight-sample ${selector}`);
        return found && getComputedStyle(found).backgroundColor;
      };
      return { sentence: backgroundOf(".sentence"), word: backgroundOf(".word") };
    });
  const none = "rgba(0, 0, 0, 0)";
  const yellow = await sample();
  assert.ok(yellow.sentence !== none && yellow.word !== none && yellow.sentence !== yellow.word, JSON.stringify(yellow));
  // The bar at the top stays there while the page is scrolled.
  await page.$eval("#highlight-sample", (element) => element.scrollIntoView({ block: "center" }));
  await page.click("input[name=highlightColour][value=blue]");
  await waitFor("another colour of both", async () => {
    const blue = await sample();
    return blue.sentence !== yellow.sentence && blue.word !== yellow.word;
  });
  await page.click("input[name=highlight][value=word]");
  await waitFor("the word alone to be marked", async () => (({ sentence, word }) => sentence === none && word !== none)(await sample()));
  await page.click("input[name=highlight][value=off]");
  await waitFor("no mark", async () => isDeepStrictEqual(await sample(), { sentence: none, word: none }));
  assert.equal(await page.evaluate(() => document.querySelector("input[name=highlightColour]:disabled") !== null), true);
  await page.click("#scrolls-along");
  await page.click("#jumps-on-double-click");
  await page.click("#shows-player");
  const expected = { highlight: "off", highlightColour: "blue", scrollsAlong: false, jumpsOnDoubleClick: false, showsPlayer: false };
  await waitForSettings(expected);
  // The player was hidden for good; here it comes back.
  await page.click("#shows-player");
  await page.click("input[name=highlight][value=both]");
  await waitForSettings({ ...expected, highlight: "both", showsPlayer: true });
});

test("pitch, pauses and lead are saved with what they mean, and one press resets the pitch", { skip }, async () => {
  await page.click("#pitch-and-pauses summary");
  await page.focus("#pitch");
  await page.keyboard.press("End");
  await waitForText(page, "#pitch-reset", "2×");
  await page.focus("#word-pause");
  await page.keyboard.press("ArrowRight");
  await page.focus("#sentence-pause");
  await page.keyboard.press("ArrowRight");
  await page.focus("#paragraph-pause");
  await page.keyboard.press("Home");
  await page.focus("#lead");
  await page.keyboard.press("End");
  await waitForText(page, "#sentence-pause-value", "0.1 sec");
  assert.equal(await page.evaluate(() => document.querySelector("#lead")?.getAttribute("aria-valuetext")), "2 sec");
  await waitForSettings({ pitch: 2, wordPauseSeconds: 0.1, sentencePauseSeconds: 0.1, paragraphPauseSeconds: 0, leadSeconds: 2 });
  await press(page, "Pitch 2×, reset to 1×");
  await waitForText(page, "#pitch-reset", "1×");
  await waitForSettings({ pitch: 1 });
  await page.click("#mixes-languages");
  await waitForSettings({ mixesLanguages: false });
  await page.click("#mixes-languages");
  await waitForSettings({ mixesLanguages: true });
});

test("what whole pages are read without is chosen one by one, and all of it is there after a reload", { skip }, async () => {
  const checked = () =>
    page.evaluate(() => [...document.querySelectorAll<HTMLInputElement>("input[name=leftOut]:checked")].map(({ value }) => value));
  await page.click("#whole-pages summary");
  await page.click("input[name=leftOut][value=tables]");
  await page.click("input[name=leftOut][value=code]");
  await waitForSettings({ leftOut: { ...defaultSettings.leftOut, code: false, tables: true } });
  await page.reload();
  await waitFor("the choices", async () => isDeepStrictEqual(await checked(), ["citations", "citationsInSelections", "tables"]));
  assert.equal(await page.evaluate(() => document.querySelector<HTMLInputElement>("#scrolls-along")?.checked), false);
});

test("storage says what is kept, and clearing everything asks first and leaves nothing", { skip }, async () => {
  await press(page, "Storage");
  await waitForText(page, "#storage", "4 voices");
  await press(page, "Delete everything");
  await waitForText(page, "#storage", "your settings?");
  await page.evaluate(() => document.querySelector<HTMLButtonElement>(".storage-row.asking .danger")?.click());
  await waitForText(page, "#storage", "0 sentences");
  await waitFor("the voices to go", () =>
    page.evaluate(() => document.querySelectorAll("#storage .figure")[2]?.textContent?.startsWith("0 voices")),
  );
  assert.deepEqual((await settingsOf(page)).favourites, []);
});

test("settings that cannot be read: the page says so, and shows them when they can", { skip }, async () => {
  await chromium.evaluateInServiceWorker(() => {
    const { get } = chrome.storage.local;
    Object.assign(globalThis, { mend: () => Object.assign(chrome.storage.local, { get }) });
    chrome.storage.local.get = () => {
      throw new Error("IO error");
    };
  });
  const blind = await chromium.extensionPage("options/options.html");
  try {
    await waitForText(blind, "#failure", "Your settings cannot be read");
    await chromium.evaluateInServiceWorker(() => void (globalThis as unknown as { mend(): void }).mend());
    await waitFor("the welcome", () => blind.evaluate(() => document.querySelector("#welcome")?.checkVisibility()));
    assert.equal(await blind.evaluate(() => document.querySelector("#failure")?.checkVisibility()), false);
  } finally {
    await chromium.evaluateInServiceWorker(() => void (globalThis as unknown as { mend(): void }).mend());
    await blind.close();
    await page.bringToFront();
  }
});

test("the report tells the state and holds no text that was read", { skip }, async () => {
  await press(page, "Help");
  await page.click("#report-details summary");
  await waitForText(page, "#report", "## Extension");
  const report = await page.evaluate(() => document.querySelector("#report")?.textContent ?? "");
  assert.match(report, /Chrom/);
  await page.bringToFront();
  await chromium.browser.defaultBrowserContext().overridePermissions(await page.evaluate(() => location.origin), ["clipboard-read"]);
  await page.click("#copy-report");
  await waitForText(page, "#report-copied", "Copied.");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /## Extension/);
  assert.doesNotMatch(report, /human beings/);
});
