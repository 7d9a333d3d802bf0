import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Utterance } from "../../src/shared/protocol.ts";
import { defaultSettings } from "../../src/shared/settings.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { english } from "./articles/texts.ts";
import { press, settingsOf, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { showDocument } from "./harness/score-article.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What is left out, and how the rest is said: from the popup to the settings page, for all sites and for one, and back to what is read. */
const skip = missing("chromium");
const { chromium, page, watcher, origin } = await useExtension({ skip, page: "article.html", settings: { welcomed: true } });

const paragraphs = english.slice(0, 3).map((text) => `<p>${text}</p>`);
const first = "The mill (built in 1887) still runs.[3] More at https://www.example.org/mills?page=2.";

/** The choice of a name, with its example. */
const choice = (name: string): string => `.left-out-choice:has([value=${name}], #said-${name})`;

async function read(): Promise<Utterance> {
  await page.bringToFront();
  await showDocument(
    page,
    `<!doctype html><html lang="en"><title>Mill</title><body><article><p>${first}</p>${paragraphs.join("")}</article>`,
  );
  const utterance = await readFromPopup(chromium, watcher, page);
  if (typeof utterance === "string") throw new Error(utterance);
  return utterance;
}

/** Opens the settings page as the popup does. */
async function openForSite(): Promise<Page> {
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector("#open-site:not([hidden])");
  const opened = chromium.browser.waitForTarget((target) => target.url().includes("options.html"));
  await popup.evaluate(() => document.querySelector<HTMLButtonElement>("#open-site")?.click());
  const options = await (await opened).page();
  if (!options) throw new Error("the settings page did not open");
  return options;
}

test("what is chosen is heard in the examples, and in the page that is read next", { skip }, async () => {
  const before = await read();
  assert.ok(before.text.startsWith("The mill (built in 1887) still runs. More at https://www.example.org/mills?page=2.\n\n"));
  assert.deepEqual(before.passages[0]?.saying, { addresses: "host", citations: true, emoji: "said", hashtags: "said" });
  // The address is heard only in part: no word of it is behind its host.
  const host = await watcher.waitForNarration("the address", ({ utteranceId, sentence }) => {
    const words = sentence?.words.map(({ start, end }) => before.text.slice(start, end)) ?? [];
    return utteranceId === before.utteranceId && words.some((word) => word.includes("example"));
  });
  assert.doesNotMatch(host.sentence?.words.map(({ start, end }) => before.text.slice(start, end)).join("|") ?? "", /https|mills\?|page/);

  const options = await openForSite();
  const site = new URL(origin).host;
  await waitFor("the site", () =>
    options.evaluate((wanted) => document.querySelector<HTMLInputElement>("#left-out-host")?.value === wanted, site),
  );
  assert.doesNotMatch(options.url(), /site/);
  await waitForText(options, `${choice("brackets")} .heard`, "The mill (a gift to the town) still runs.");
  await waitForText(options, `${choice("citations")} .heard`, "The mill is very old. It still runs.");
  await waitForText(options, `${choice("addresses")} .heard`, "More at example.org.");
  await waitForText(options, `${choice("tables")} .heard`, "Country: France, People: 68 million, Rivers: Loire, Seine");
  await waitForText(options, `${choice("code")} .heard`, "This line greets you:");
  await waitForText(options, `${choice("emoji")} .heard`, "What a day 😂 👍");
  await waitForText(options, `${choice("hashtags")} .heard`, "Save the mill! Old Mills");

  await press(options, "Add", "#whole-pages");
  await waitFor("its choices", () =>
    options.evaluate((wanted) => document.querySelector<HTMLSelectElement>("#left-out-site")?.value === wanted, site),
  );
  await options.click("input[name=leftOut][value=brackets]");
  await waitForText(options, `${choice("brackets")} .heard`, "The mill still runs.");
  await options.select("#said-addresses", "none");
  await waitForText(options, `${choice("addresses")} .heard`, "More at.");
  const own = { ...defaultSettings.leftOut, brackets: true, addresses: "none" };
  await waitFor(
    "the choices to be saved",
    async () => JSON.stringify((await settingsOf(options))["leftOutOn"]) === JSON.stringify({ [site]: own }),
  );
  assert.deepEqual((await settingsOf(options))["leftOut"], defaultSettings.leftOut);

  const after = await read();
  assert.ok(after.text.startsWith("The mill still runs. More at https://www.example.org/mills?page=2.\n\n"));
  assert.equal(after.passages[0]?.saying?.addresses, "none");
  await watcher.request("offscreen", "stop");

  await options.bringToFront();
  await press(options, "Remove", ".site-choice");
  await waitForText(options, `${choice("brackets")} .heard`, "The mill (a gift to the town) still runs.");
  await waitFor("nothing to be left", async () => JSON.stringify((await settingsOf(options))["leftOutOn"]) === "{}");
});
