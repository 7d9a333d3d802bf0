import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "puppeteer-core";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import type { SoundExport } from "../../src/shared/protocol.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { decodeSound } from "./harness/decode-sound.ts";
import { expectedIds } from "./harness/expected-ids.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { idsHeard } from "./harness/ids-heard.ts";
import { readWav } from "./harness/read-wav.ts";
import { mp3Chapters } from "./harness/mp3-chapters.ts";
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

/** Asks the real popup for what `button` names, and resolves to the export. */
async function ask(button: string, format: SoundExport["format"]): Promise<string> {
  const popup = await openPanel();
  await popup.waitForSelector(`#export-format option[value=${format}]`);
  await popup.select("#export-format", format);
  const known = new Set((await watcher.state()).exports.map(({ exportId }) => exportId));
  await press(popup, button, "#panel-export");
  const { exportId } = await watcher.waitForState("the export", ({ exports }) => exports.find((each) => !known.has(each.exportId)));
  await popup.close();
  return exportId;
}

/** Waits until an export is finished, and downloads its file from the popup. */
async function save(exportId: string, fileName: string): Promise<Buffer> {
  await watcher.waitForState("the file", ({ exports }) => {
    const found = exports.find((each) => each.exportId === exportId);
    assert.notEqual(found?.status, "failed", found?.error?.detail);
    return found?.status === "finished";
  });
  const popup = await openPanel();
  await press(popup, "Save: ", "#exports li:first-child");
  const file = await downloads?.take(fileName);
  await popup.close();
  return file ?? assert.fail("no file");
}

const stateOf = async (exportId: string): Promise<SoundExport> =>
  (await watcher.state()).exports.find((each) => each.exportId === exportId) ?? assert.fail("it is not listed");

test("a selection is saved as a WAV file: the sound of every phoneme, in order, without a gap", { skip }, async () => {
  const text = await select(page, "#en", "#en-2");
  const wav = await save(await ask("Save the selection", "wav"), "The lighthouse.wav");
  const { samples, sampleRate } = readWav(wav);
  assert.equal(sampleRate, 22_050);
  const decoded = decodeTones(samples, sampleRate);
  assert.deepEqual(decoded.ids, await expectedIds(text, "en", voiceId));
  assert.deepEqual(decoded.flaws, []);
});

for (const format of ["mp3", "opus"] as const) {
  test(`the same as ${format}, with captions: every phoneme in order, and each word at its time`, { skip }, async () => {
    const text = await select(page, "#en", "#en-2");
    await watcher.request("background", "updateSettings", { exportCaptions: true });
    const exportId = await ask("Save the selection", format);
    const file = await save(exportId, `The lighthouse.${format}`);
    const captions = (await downloads?.take("The lighthouse.vtt"))?.toString() ?? "";
    await watcher.request("background", "updateSettings", { exportCaptions: false });
    // The tones need more than Opus keeps at 22,050 Hz.
    const samples = await decodeSound(page, file, 48_000);
    const heard = decodeTones(samples, 48_000);
    assert.deepEqual(idsHeard(heard.symbols), await expectedIds(text, "en", voiceId));
    const { madeSeconds } = await stateOf(exportId);
    assert.ok(Math.abs(samples.length / 48_000 - madeSeconds) < 0.2, `${samples.length / 48_000} and ${madeSeconds} s`);
    const cues = captions.split("\n\n").slice(1);
    assert.deepEqual(
      cues.map((cue) => cue.split("\n")[1]?.replace(/<[^>]+>/g, "")),
      [
        "The lamp was lit at dusk.",
        "Dr. Smith climbed 199 steps; it took her 4.5 minutes.",
        "From the top she saw three ships, and a fourth far away.",
      ],
    );
    // Each sentence begins with its first symbol, as far as a coder keeps time.
    const begins = cues.map((cue) => Number(cue.slice(3, 5)) * 60 + Number(cue.slice(6, 12)));
    const heardAt = heard.sentences.map(([first]) => first?.startSeconds ?? Infinity);
    for (const begin of begins) {
      assert.ok(
        heardAt.some((at) => Math.abs(at - begin) < 0.1),
        `${begin} is not among ${heardAt.join()}`,
      );
    }
  });
}

test("an export that is paused, and one that the browser's death cuts off, go on to the same file, byte by byte", { skip }, async () => {
  await page.goto(`${extension.origin}/long.html?sentences=120`);
  const whole = await save(await ask("Save this page", "wav"), "A very long text.wav");
  // So that the sound is made again, and there is time to interrupt it.
  await watcher.request("offscreen", "clearClips");
  const exportId = await ask("Save this page", "wav");
  await watcher.waitForState("a beginning", ({ exports }) => (exports.at(-1)?.madeSeconds ?? 0) > 5);
  await watcher.request("offscreen", "pauseExport", { exportId });
  const paused = await stateOf(exportId);
  assert.equal(paused.status, "paused", "it was interrupted before its end");
  await watcher.request("offscreen", "resumeExport", { exportId });
  await watcher.waitForState("more", ({ exports }) => (exports.at(-1)?.madeSeconds ?? 0) > paused.madeSeconds + 5);
  await chromium.kill();
  ({ chromium, page, watcher } = await extension.restart());
  await downloads?.of(page);
  const left = await watcher.waitForState("the list", ({ exports }) => exports.find((each) => each.exportId === exportId));
  assert.equal(left.status, "paused");
  await watcher.request("offscreen", "resumeExport", { exportId });
  assert.deepEqual(await save(exportId, "A very long text.wav"), whole);
});

test("the queue becomes one file with a chapter for each text, in its order, and an export that is removed is gone", { skip }, async () => {
  const texts = { "article.html": "#en-2", "chapters.html": "h1" };
  for (const [at, [address, selection]] of Object.entries(texts).entries()) {
    await page.goto(`${extension.origin}/${address}`);
    await select(page, selection);
    const popup = await chromium.openPopup(page);
    await press(popup, "Queue", ".tabs");
    await press(popup, "Add the selection");
    await waitForText(popup, "#queue-count", String(at + 1));
    await popup.close();
  }
  const exportId = await ask("Save the queue", "mp3");
  const book = await save(exportId, "The lighthouse and 1 more.mp3");
  assert.deepEqual(titlesIn(book), ["The lighthouse", "Three walks"]);
  const popup = await openPanel();
  await press(popup, "Remove: The lighthouse and 1 more");
  await watcher.waitForState("its end", ({ exports }) => exports.every((each) => each.exportId !== exportId));
  await popup.close();
  await waitFor("its folder to go", async () => !(await foldersOnDisk()).includes(exportId));
});

test("a page becomes a file with a chapter for each heading that is read", { skip }, async () => {
  await watcher.request("offscreen", "clearQueue");
  await page.goto(`${extension.origin}/chapters.html`);
  const file = await save(await ask("Save this page", "mp3"), "Three walks.mp3");
  assert.deepEqual(titlesIn(file), ["Three walks", "Along the river", "Up the hill"]);
});

test("the text of a private window is in no record, and its file is gone after a restart", { skip }, async () => {
  await page.goto(`${extension.origin}/article.html`);
  await select(page, "#en-2");
  await watcher.request("offscreen", "clearQueue");
  const popup = await chromium.openPopup(page);
  const utterance = await popup.evaluate(
    () =>
      new Promise((resolve) => {
        chrome.runtime.onMessage.addListener((message: { operation?: string; payload?: unknown }) => {
          if (message.operation === "prepare") resolve(message.payload);
        });
        void chrome.runtime.sendMessage({ target: "background", operation: "prepareSelection", payload: null });
      }),
  );
  await popup.close();
  const before = await foldersOnDisk();
  await watcher.request("offscreen", "exportText", {
    format: "wav",
    captions: true,
    utterance: { ...(utterance as object), isPrivate: true },
  });
  await watcher.waitForState("the file", ({ exports }) => exports.at(-1)?.status === "finished");
  const folder = (await foldersOnDisk()).find((name) => !before.includes(name));
  assert.ok(folder);
  ({ chromium, page, watcher } = await extension.restart());
  assert.ok((await watcher.state()).exports.every(({ exportId }) => exportId !== folder));
  await waitFor("its folder to go", async () => !(await foldersOnDisk()).includes(folder));
});

const titlesIn = (file: Buffer): string[] => mp3Chapters(file).map(([title]) => title);

/** The exports on disk. */
function foldersOnDisk(): Promise<string[]> {
  return chromium.evaluateInOffscreen(async () => {
    const names: string[] = [];
    for await (const name of (await (await navigator.storage.getDirectory()).getDirectoryHandle("exports")).keys()) names.push(name);
    return names;
  });
}
