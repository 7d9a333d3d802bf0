import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import type { ExportWish } from "../../src/shared/protocol.ts";
import type { Json } from "../../tools/browser/evaluate.ts";
import { launchFirefox, type Firefox } from "../../tools/browser/firefox.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { press } from "./harness/extension-page.ts";
import { missing } from "./harness/requirements.ts";
import { decodeSound } from "./harness/decode-sound.ts";
import { readWav } from "./harness/read-wav.ts";

/** Firefox: texts become audio files there too, in the formats that the popup offers. */
const skip = missing("firefox");

let firefox: Firefox;
let popup: Page;

before(async () => {
  if (skip) return;
  firefox = await launchFirefox();
  popup = await firefox.extensionPage("popup/popup.html");
});

after(() => (skip ? undefined : firefox.close()));

/** Saves a text in the instant voice, and resolves to the file as it is on disk. */
async function exported(format: ExportWish["format"]): Promise<Buffer> {
  const known = await popup.$$eval("#exports li", (rows) => rows.length);
  const source = { tabId: null, frameId: 0, title: `As ${format}`, site: "" };
  const utterance = utteranceOf("The lamp was lit at dusk. She climbed the steps.", "instant", { source });
  const reply = await popup.evaluate(
    (wish) => chrome.runtime.sendMessage({ target: "offscreen", operation: "exportText", payload: wish }),
    { format, captions: false, utterance } as unknown as Json,
  );
  assert.equal((reply as { ok: boolean }).ok, true);
  await waitFor("the file", async () => {
    const rows = await popup.$$eval("#exports li", (all) =>
      all.map((row) => ({ text: row.textContent ?? "", failed: row.matches(".failed") })),
    );
    assert.equal(rows[0]?.failed ?? false, false, rows[0]?.text);
    return rows.length > known && popup.evaluate(() => document.querySelector("#exports li button[aria-label^='Save']")?.checkVisibility());
  });
  const base64 = await popup.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("exports");
    const names: string[] = [];
    for await (const name of root.keys()) names.push(name);
    const newest = names.toSorted().at(-1) ?? "";
    const file = await (await (await root.getDirectoryHandle(newest)).getFileHandle("sound")).getFile();
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return btoa(text);
  });
  return Buffer.from(base64, "base64");
}

test("the same text as WAV and in each other format has the same length, and is no silence", { skip }, async () => {
  await press(popup, "Save", ".tabs");
  const offered = await waitFor("the formats", async () => {
    const formats = await popup.$$eval("#export-format option", (options) => options.map(({ value }) => value));
    return formats.length > 0 && formats;
  });
  assert.ok(offered.includes("mp3") && offered.includes("wav"), offered.join());
  const { samples, sampleRate } = readWav(await exported("wav"));
  const loudness = (sound: Float32Array): number => Math.sqrt(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length);
  assert.ok(loudness(samples) > 0.01);
  for (const format of ["mp3", "opus"] as const) {
    if (!offered.includes(format)) continue;
    const decoded = await decodeSound(popup, await exported(format), 48_000);
    assert.ok(Math.abs(decoded.length / 48_000 - samples.length / sampleRate) < 0.2, `${format}: ${decoded.length}, ${samples.length}`);
    assert.ok(Math.abs(loudness(decoded) / loudness(samples) - 1) < 0.1, format);
  }
});
