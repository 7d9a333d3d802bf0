import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { waitFor } from "../../tools/wait-for.ts";
import { press, settingsOf, waitForText } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { useExtensionPages } from "./harness/use-extension-pages.ts";
import { useFolder } from "./harness/use-folder.ts";

/** The pronunciation dictionary on the settings page. */
const skip = missing("chromium");
const scratch = await useFolder();
const { page } = await useExtensionPages({ skip, page: "options/options.html" });

const section = "#pronunciations";

/** Waits until the background has saved these entries, as written and spoken. */
const waitForEntries = (...expected: string[]): Promise<unknown> =>
  waitFor(expected.join(", "), async () => {
    const { pronunciations } = (await settingsOf(page)) as { pronunciations: { written: string; spoken: string }[] };
    return JSON.stringify(pronunciations.map(({ written, spoken }) => `${written} ${spoken}`)) === JSON.stringify(expected);
  });

async function openDictionary(): Promise<void> {
  await page.evaluate(() => chrome.runtime.sendMessage({ target: "background", operation: "updateSettings", payload: { welcomed: true } }));
  await page.reload();
  await page.waitForSelector("#tab-settings", { visible: true });
  await page.click("#tab-settings");
  await page.click(`${section} summary`);
}

/** Writes into a field as a person does. */
async function fill(id: string, text: string): Promise<void> {
  await page.click(`#${id}`, { count: 3 });
  await page.keyboard.press("Backspace");
  if (text !== "") await page.type(`#${id}`, text);
}

test("symbols that the voice does not have are told, and phonemes are heard and kept", { skip }, async () => {
  await openDictionary();
  await fill("pronunciation-written", "gif");
  await page.select("#pronunciation-language", "en");
  await page.select("#pronunciation-notation", "ipa");
  await fill("pronunciation-spoken", "dʒɪf中");
  await waitForText(page, "#pronunciation-unknown", "This voice has no 中.");
  await fill("pronunciation-spoken", "dʒɪf");
  await waitFor("no more of it", () => page.$eval("#pronunciation-unknown", (element) => element.textContent === ""));
  await press(page, "Hear how it is said", section);
  await press(page, "Add", section);
  await waitForEntries("gif dʒɪf");
  await waitForText(page, "#pronunciation-list", "phonetic symbols");
  await press(page, "Remove: gif", section);
  await waitForEntries();
});

test("a word is added, heard, changed, brought from a file and removed", { skip }, async () => {
  await openDictionary();

  await press(page, "Add", section);
  await waitForText(page, section, "Write a word");

  await fill("pronunciation-written", "gif");
  await fill("pronunciation-spoken", "jif");
  await page.select("#pronunciation-language", "en");
  await press(page, "Add", section);
  await waitForEntries("gif jif");
  await waitForText(page, "#pronunciation-list", "gif → jif");
  await waitForText(page, "#pronunciation-list", "English");
  assert.equal(await page.$eval("#pronunciation-written", (field) => (field as HTMLInputElement).value), "");

  await page.evaluate(() => {
    const spoken = new Set<string>();
    Object.assign(globalThis, { spoken });
    chrome.runtime
      .connect({ name: "offscreen-events" })
      .onMessage.addListener((event: { narration?: { sentence: { text: string } | null } }) => {
        if (event.narration?.sentence) spoken.add(event.narration.sentence.text);
      });
  });
  await press(page, "Listen: gif", section);
  await waitFor("jif", () => page.evaluate(() => (globalThis as unknown as { spoken: Set<string> }).spoken.has("jif")));

  await press(page, "Edit: gif", section);
  await fill("pronunciation-spoken", "ghif");
  await page.keyboard.press("Enter");
  await waitForEntries("gif ghif");

  await page.select("#pronunciation-match", "pattern");
  await fill("pronunciation-written", "(a+)+");
  await fill("pronunciation-spoken", "a");
  await press(page, "Add", section);
  await waitForText(page, section, "not valid");
  await waitForEntries("gif ghif");

  const file = join(scratch, "words.tsv");
  await writeFile(file, "nginx\tengine x\tde\nno entry\nSQL\tsequel\n");
  const input = await page.waitForSelector("#pronunciation-file").then((found) => found?.toElement("input"));
  await input?.uploadFile(file);
  await waitForEntries("gif ghif", "nginx engine x", "SQL sequel");
  await waitForText(page, "#pronunciation-lines", "Line 2: the form of this line is not known.");

  await press(page, "Remove: gif", section);
  await waitForEntries("nginx engine x", "SQL sequel");
  await waitFor("two rows", () => page.$$eval("#pronunciation-list li", (rows) => rows.length === 2));
});
