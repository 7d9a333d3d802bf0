import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Json } from "../../tools/browser/evaluate.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { assertAllReached, focused, teachNames } from "./harness/all-reached.ts";
import { checkAccessible } from "./harness/check-accessible.ts";
import { dropVoice, press, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { useExtensionPages } from "./harness/use-extension-pages.ts";

/** What an automated checker can tell of every page and state, and what only the keyboard can: that everything is reached and answers. */
const skip = missing("chromium");
const { page: options, faults, open } = await useExtensionPages({ skip, page: "options/options.html", withoutKeys: true });
let popup: Page;

if (!skip) await teachNames(options);

test("the welcome, before, during and after the install", { skip }, async () => {
  await waitForText(options, "#welcome", "A natural voice for English");
  // Without keys of its own it says so, and leads to where they are chosen.
  await waitForText(options, ".how", "There are no keys for it yet");
  await waitForText(options, ".how button", "Change shortcuts");
  await checkAccessible(options, "welcome");
  await assertAllReached(options, "welcome");
  faults.set("alpha-medium.onnx", { kind: "stall", afterBytes: 400 });
  await press(options, "Install and listen", "#welcome");
  await waitFor("the progress bar", () => options.evaluate(() => document.querySelector("#welcome progress")?.checkVisibility()));
  await checkAccessible(options, "welcome, installing");
  await press(options, "Cancel", "#welcome");
  faults.clear();
  await press(options, "Install and listen", "#welcome");
  await waitForText(options, "#welcome", "Your voice is ready.");
  await checkAccessible(options, "welcome, installed");
  await press(options, "Done", "#welcome");
  await waitForText(options, "#pages", "natural voices");
});

test("the voices: to install, failed, installed, asked about, found nowhere", { skip }, async () => {
  await checkAccessible(options, "voices");
  faults.set("beta", { kind: "status", status: 404 });
  await press(options, "Install", ".voice:has([aria-label$='Favourite: beta'])");
  await waitForText(options, ".row[data-stage=failed]", "Try again");
  await press(options, "Listen to crowd");
  await press(options, "Remove: alpha");
  await checkAccessible(options, "voices with a question and a failure");
  await assertAllReached(options, "voices");
  await options.keyboard.press("Escape");
  await options.type("#search", "zzz");
  await waitForText(options, "#no-voices", "No voice matches.");
  await checkAccessible(options, "no voice found");
  await press(options, "Show all voices");
  await press(options, "More for alpha");
  await checkAccessible(options, "voices with a menu");
  await options.keyboard.press("Escape");
});

test("a voice that was imported, is renamed, and reads its language", { skip }, async () => {
  await dropVoice(options, "aunt", { voiceTag: 8, espeakVoice: "fr", languageCode: "fr_FR" });
  await waitForText(options, "#groups", "aunt is installed.");
  await press(options, "More for aunt");
  await press(options, "Rename aunt");
  await options.keyboard.press("Backspace");
  await options.keyboard.press("Enter");
  await checkAccessible(options, "an imported voice, and a name that is empty");
  await assertAllReached(options, "an imported voice");
  await options.focus(".rename:not([hidden]) input");
  await options.keyboard.press("Escape");
  assert.equal(await focused(options), "button More for aunt");
  await press(options, "Use for French");
});

test("settings, storage and help", { skip }, async () => {
  for (const tab of ["settings", "storage", "help"]) {
    await press(options, tab.charAt(0).toUpperCase() + tab.slice(1));
    if (tab === "settings") for (const folded of await options.$$(".folded > summary")) await folded.click();
    if (tab === "storage") await press(options, "Delete everything");
    if (tab === "help") await options.click("#report-details summary");
    await checkAccessible(options, tab);
    await assertAllReached(options, tab);
  }
});

test("the window of a person who zooms to 200 %", { skip }, async () => {
  await options.setViewport({ width: 500, height: 450, deviceScaleFactor: 2 });
  for (const tab of ["Voices", "Settings", "Storage", "Help"]) {
    await press(options, tab);
    await checkAccessible(options, `${tab} at 200 %`);
  }
  await options.setViewport({ width: 1000, height: 900 });
});

test("the popup's three tabs, with a question", { skip }, async () => {
  popup = await open("popup/popup.html");
  await teachNames(popup);
  for (const tab of ["Voice", "Storage", "Shortcuts"]) {
    await press(popup, tab);
    if (tab === "Storage") await press(popup, "Delete everything");
    await checkAccessible(popup, `popup, ${tab}`);
    await assertAllReached(popup, tab);
  }
});

/** Has a text saved as an audio file. */
async function exportText(text: string, title: string, voiceId = "instant"): Promise<void> {
  const source = { tabId: null, frameId: 0, title, site: "" };
  const payload = { format: "mp3", captions: false, utterance: utteranceOf(text, voiceId, { source }) };
  const reply = await popup.evaluate(
    (wish) => chrome.runtime.sendMessage({ target: "offscreen", operation: "exportText", payload: wish }),
    payload as unknown as Json,
  );
  assert.equal((reply as { ok: boolean }).ok, true);
}

test("the popup's audio files: none, finished, failed, paused, waiting and under way", { skip }, async () => {
  await popup.bringToFront();
  await press(popup, "Save", ".tabs");
  await waitForText(popup, "#panel-export", "Save a text as an audio file");
  await checkAccessible(popup, "no audio file");
  await exportText("It is finished.", "A short text");
  await waitForText(popup, "#exports", "MP3");
  await exportText("Nobody can say this.", "A text in a voice that is not there", "en_GB-beta-low");
  await waitForText(popup, "#exports", "not on your device");
  await exportText(
    "This takes its time. ".repeat(20_000),
    "A very long text whose title is much longer than one line of a narrow popup has room for",
  );
  await waitForText(popup, "#exports", "%");
  await press(popup, "Pause: A very long");
  await waitForText(popup, "#exports", "Paused at");
  await exportText("This takes its time. ".repeat(20_000), "Another long text");
  await exportText("It waits.", "A text that waits");
  await waitForText(popup, "#exports", "Waits for the file before");
  await checkAccessible(popup, "audio files");
  await assertAllReached(popup, "audio files");
  const listed = (): Promise<number> => popup.evaluate(() => document.querySelectorAll("#exports li").length);
  for (let left = 4; left >= 0; left--) {
    await press(popup, "(Cancel|Remove): ", "#exports");
    await waitFor("it to go", async () => (await listed()) === left);
  }
});

test("arrow keys choose among the voices of a language, and move between tabs", { skip }, async () => {
  await press(options, "Voices");
  await options.focus("input[name=voice-en]:checked");
  const before = await focused(options);
  await options.keyboard.press("ArrowDown");
  const chosen = await waitFor("another voice to be chosen", async () => {
    const reply = await options.evaluate(() =>
      chrome.runtime.sendMessage({ target: "background", operation: "getSettings", payload: null }),
    );
    const { en } = (reply as { result: { voices: { en?: { voiceId: string } } } }).result.voices;
    return en && !before.endsWith(en.voiceId) && en.voiceId;
  });
  assert.ok((await focused(options)).endsWith(chosen));
  await options.focus("#tab-voices");
  await options.keyboard.press("ArrowRight");
  assert.equal(await focused(options), "button tab-settings");
  assert.equal(await options.evaluate(() => document.querySelector("#panel-settings")?.checkVisibility()), true);
  await options.keyboard.press("End");
  assert.equal(await focused(options), "button tab-help");
});

test("Escape withdraws a question and keeps the focus, in the page and in the popup", { skip }, async () => {
  for (const page of [options, popup]) {
    await page.bringToFront();
    await press(page, "Storage");
    const isAsking = () => page.evaluate(() => document.querySelector(".storage-row.asking") !== null);
    if (!(await isAsking())) await press(page, "Delete everything");
    await page.focus(".storage-row.asking .danger");
    await page.keyboard.press("Escape");
    assert.equal(await isAsking(), false);
    assert.equal(await focused(page), "button Delete everything: Disk");
  }
});
