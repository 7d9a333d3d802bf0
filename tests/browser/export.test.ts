import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "puppeteer-core";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import type { SoundExport } from "../../src/shared/protocol.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { expectedIds } from "./harness/expected-ids.ts";
import { press } from "./harness/extension-page.ts";
import { readWav } from "./harness/read-wav.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useDownloads } from "./harness/use-downloads.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Texts become audio files that the person saves. */
const skip = missing("chromium");

const voiceId = "en_US-alpha-medium";
const extension = await useExtension({
  skip,
  page: "article.html",
  voices: [voiceId],
  settings: { voices: { en: { voiceId, speakerId: 0 } } },
});
let { chromium, page, watcher } = extension;
const downloads = skip ? undefined : await useDownloads(page);
after(() => downloads?.remove());

/** Opens the real popup over the page, at the panel from which texts are saved. */
async function openPanel(): Promise<Page> {
  await page.bringToFront();
  const popup = await chromium.openPopup(page);
  await press(popup, "Save", ".tabs");
  return popup;
}

/** Saves what `button` names from the popup, and resolves to the file. */
async function saved(button: string, format: SoundExport["format"], fileName: string): Promise<Buffer> {
  const popup = await openPanel();
  await popup.waitForSelector(`#export-format option[value=${format}]`);
  await popup.select("#export-format", format);
  const before = (await watcher.state()).exports.length;
  await press(popup, button, "#panel-export");
  await waitFor("the file", async () => {
    const { exports } = await watcher.state();
    const failed = exports.find(({ status }) => status === "failed");
    assert.equal(failed, undefined, failed?.error?.detail);
    return exports.length > before && exports.at(-1)?.status === "finished";
  });
  await press(popup, "Save: ", "#exports li:first-child");
  const file = await downloads?.take(fileName);
  await popup.close();
  return file ?? assert.fail("no file");
}

test("a selection is saved as a WAV file: the sound of every phoneme, in order, without a gap", { skip }, async () => {
  const text = await select(page, "#en", "#en-2");
  const { samples, sampleRate } = readWav(await saved("Save the selection", "wav", "The lighthouse.wav"));
  assert.equal(sampleRate, 22_050);
  const decoded = decodeTones(samples, sampleRate);
  assert.deepEqual(decoded.ids, await expectedIds(text, "en", voiceId));
  assert.deepEqual(decoded.flaws, []);
});
