import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { missing } from "./harness/requirements.ts";
import { waitFor } from "./harness/wait-for.ts";
import { openOptionsExtension, press, settingsOf, waitForText, type OptionsExtension } from "./options-extension.ts";

/** What the popup does with voices, memory and disk. */
const skip = missing("chromium");
let extension: OptionsExtension;
let popup: Page;

before(async () => {
  if (skip) return;
  extension = await openOptionsExtension();
  popup = await extension.open("popup/popup.html");
});

after(() => extension?.close());

const figure = (title: string): string => `.fact:has(.confirm-action [aria-label$="${title}"])`;

test("installing a voice chooses it, and cancelling goes back to the voice before", { skip }, async () => {
  await popup.select("#language", "en");
  await press(popup, "Install .* alpha");
  await waitForText(popup, "#voices", "Remove");
  await waitFor("the choice", async () => JSON.stringify((await settingsOf(popup)).voices).includes("en_US-alpha-medium"));
  extension.faults.set("beta-low.onnx", { kind: "stall", afterBytes: 400 });
  await press(popup, "Install .* beta");
  await waitFor("the choice", async () => JSON.stringify((await settingsOf(popup)).voices).includes("en_GB-beta-low"));
  await press(popup, "Cancel beta");
  await waitFor("the voice before", async () => JSON.stringify((await settingsOf(popup)).voices).includes("en_US-alpha-medium"));
  extension.faults.clear();
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
  await press(popup, "Unload alpha");
  await waitForText(popup, figure("Ready in memory"), "0 voices");
  assert.equal(await popup.evaluate(() => document.querySelectorAll(".sessions li").length), 0);
});

test("removing all voices says what it frees, can be withdrawn, and is then done", { skip }, async () => {
  await press(popup, "Remove all: Installed voices");
  await waitForText(popup, figure("Installed voices"), "Removes every voice");
  await press(popup, "Keep: Installed voices");
  await waitForText(popup, figure("Installed voices"), "1 voice");
  await press(popup, "Remove all: Installed voices");
  await press(popup, "Remove: Installed voices");
  await waitForText(popup, figure("Installed voices"), "0 voices");
});

test("the way to all voices and settings opens their page", { skip }, async () => {
  await press(popup, "All voices and settings");
  const target = await extension.chromium.browser.waitForTarget((candidate) => candidate.url().includes("/options/options.html"), { timeout: 30_000 });
  const page = await target.page();
  assert.ok(page);
  await waitForText(page, "body", "English");
});
