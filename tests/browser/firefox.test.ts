import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import type { Page } from "puppeteer-core";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { recordSound } from "../../tools/desktop/record-sound.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { usePages } from "./harness/use-pages.ts";

/** Firefox, in short: the same package speaks there with the instant voice. */
const skip = missing("firefox") || missing("desktop");

const { origin } = await usePages();
let firefox: Firefox | undefined;
let page: Page;

beforeEach(async () => {
  if (skip) return;
  const open = async (): Promise<void> => {
    firefox ??= await launchFirefox({ headless: false });
    page = await firefox.page(`${origin}/article.html`);
    // Whatever another test left speaking.
    await firefox.pressShortcut(page, "alt+shift+q");
  };
  await open().catch(async () => {
    await firefox?.close();
    firefox = undefined;
    await open();
  });
  const recording = await recordSound();
  await recording.waitForSilence(300);
  await recording.stop();
});

after(() => firefox?.close());

function browser(): Firefox {
  if (firefox === undefined) throw new Error("Firefox did not start");
  return firefox;
}

test("the shortcut: the instant voice is heard", { skip }, async () => {
  await select(page, "#en");
  const recording = await recordSound();
  await browser().pressShortcut(page, "alt+shift+l");
  await recording.waitForSound({ aboveDb: -35 });
  await browser().pressShortcut(page, "alt+shift+q");
  await recording.waitForSilence(500);
  await recording.stop();
});

test("the menu: the instant voice is heard to the end", { skip }, async () => {
  await select(page, "#title");
  const recording = await recordSound();
  await browser().rightClickMenu(page);
  const begin = await recording.waitForSound({ aboveDb: -35 });
  const end = await recording.waitForSilence(1_500);
  await recording.stop();
  assert.ok(end - begin > 0.4 && end - begin < 4, `${end - begin} s`);
});

test("the popup's page shows itself without an error, and what is being read", { skip }, async () => {
  await select(page, "#en-2");
  await browser().pressShortcut(page, "alt+shift+l");
  const popup = await browser().extensionPage("popup/popup.html");
  await popup.waitForSelector("#main-action[data-action=pause]");
  assert.equal(
    await popup.$eval("#sentence", (element) => element.textContent),
    "From the top she saw three ships, and a fourth far away.",
  );
  await popup.click("#stop");
  await popup.waitForSelector("#main-action[data-action=read]");
  assert.equal(await popup.$("#sentence.problem"), null);
  await popup.close();
});

test("the welcome says how the button is pinned here, and how keys are chosen", { skip }, async () => {
  const welcome = await browser().extensionPage("options/options.html");
  const textOf = (selector: string): Promise<string> => welcome.$eval(selector, (element) => (element as HTMLElement).innerText);
  await waitFor("how to pin it", async () => (await textOf(".how")).includes("Pin to Toolbar"));
  await waitFor("the keys", async () => /Press \S+,|choose Manage Extension Shortcuts/.test(await textOf(".how")));
  await welcome.close();
});
