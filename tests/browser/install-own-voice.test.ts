import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { OnnxGraph } from "../../engine/tests/voices/onnx-graph.ts";
import { makeSlowVoice } from "../../engine/tests/voices/slow-voice.ts";
import { makeToneVoice, type ToneVoice, type ToneVoiceOptions } from "../../engine/tests/voices/tone-voice.ts";
import type { Voice } from "../../src/shared/protocol.ts";
import { launchFirefox } from "../../tools/browser/firefox.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { diskOf, shorten } from "./harness/install-disk.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A person's own voice, from a page's staging folder into the store and out again. */
const skip = missing("chromium");

type Reply<T> = { ok: true; result: T } | { ok: false; error: { code: string; detail: string } };

/** Does in an extension page what the import form does, with these files. */
function importFrom(page: Page, name: string, files: Record<string, string>, into: string = randomUUID()): Promise<Reply<Voice>> {
  return page.evaluate(
    async (title, contents, folder) => {
      const imports = await (await navigator.storage.getDirectory()).getDirectoryHandle("imports", { create: true });
      const staged = await imports.getDirectoryHandle(folder, { create: true });
      for (const [fileName, base64] of Object.entries(contents)) {
        const stream = await (await staged.getFileHandle(fileName, { create: true })).createWritable();
        await stream.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
        await stream.close();
      }
      await chrome.runtime.sendMessage({ target: "background", operation: "ensureOffscreen", payload: null });
      return chrome.runtime.sendMessage({ target: "offscreen", operation: "importVoice", payload: { folder, name: title } });
    },
    name,
    files,
    into,
  );
}

/** The names of what is left in the staging folder. */
function stagedIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    for await (const name of (await (await navigator.storage.getDirectory()).getDirectoryHandle("imports")).keys()) names.push(name);
    return names;
  });
}

/** Saves an exported voice as the voices page does, and resolves to the files by name, or to the code of the refusal. */
async function exportTo(page: Page, voiceId: string): Promise<Record<string, string> | string> {
  const downloadPath = await mkdtemp(join(tmpdir(), "exported-"));
  try {
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
    const reply: Reply<{ fileName: string; url: string }[]> = await page.evaluate(
      (id) => chrome.runtime.sendMessage({ target: "offscreen", operation: "exportVoice", payload: { voiceId: id } }),
      voiceId,
    );
    if (!reply.ok) return reply.error.code;
    const saved: Record<string, string> = {};
    for (const { fileName, url } of reply.result) {
      await page.evaluate((href, download) => Object.assign(document.createElement("a"), { href, download }).click(), url, fileName);
      saved[fileName] = await waitFor(`${fileName} to be saved`, async () => {
        const names = await readdir(downloadPath);
        return (
          names.includes(fileName) &&
          !names.some((name) => name.endsWith(".crdownload")) &&
          base64(await readFile(join(downloadPath, fileName)))
        );
      });
    }
    return saved;
  } finally {
    await rm(downloadPath, { recursive: true, force: true });
  }
}

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64");

function filesOf(options: ToneVoiceOptions): Record<string, string> {
  return asFiles(makeToneVoice(options));
}

function asFiles({ model, config }: ToneVoice): Record<string, string> {
  // Not as our own JSON is written, so that an export shows whether it is the original.
  return { "model.onnx": base64(model), "model.onnx.json": base64(`\n${JSON.stringify(config, null, 7)}\n`) };
}

const extension = await useExtension({ skip });
let { chromium, watcher } = extension;
let page: Page;

if (!skip) page = await chromium.extensionPage("popup/popup.html");

async function restart(): Promise<void> {
  ({ chromium, watcher } = await extension.restart());
  page = await chromium.extensionPage("popup/popup.html");
}

const listed = async (voiceId: string): Promise<Voice | undefined> =>
  (await watcher.state()).voices.find((voice) => voice.voiceId === voiceId);

test("an own voice is listed, opened, exported as it came, kept over a restart, and removed", { skip }, async () => {
  const files = filesOf({ voiceTag: 5, speakers: 2, espeakVoice: "fr", languageCode: "fr_FR", paddingBytes: 1_000_000 });
  const reply = await importFrom(page, "  Tante Élise ", files);
  assert.ok(reply.ok, JSON.stringify(reply));
  const { voiceId } = reply.result;
  const expected: Voice = {
    voiceId: "imported-tante-elise-1",
    name: "Tante Élise",
    language: "fr-FR",
    quality: "medium",
    speakers: [
      { speakerId: 0, name: "speaker0" },
      { speakerId: 1, name: "speaker1" },
    ],
    sizeBytes: reply.result.sizeBytes,
    installed: true,
    damaged: false,
    source: "imported",
    licenceUrl: null,
  };
  assert.deepEqual(reply.result, expected);
  assert.deepEqual(await waitFor("the voice to be listed", () => listed(voiceId)), expected);
  assert.deepEqual(await stagedIn(page), []);

  await watcher.openVoice(voiceId);
  const exported = { [`${voiceId}.onnx`]: files["model.onnx"], [`${voiceId}.onnx.json`]: files["model.onnx.json"] };
  assert.deepEqual(await exportTo(page, voiceId), exported);

  const rename = (which: string, name: string): Promise<Reply<null>> =>
    page.evaluate(
      (id, to) => chrome.runtime.sendMessage({ target: "offscreen", operation: "renameVoice", payload: { voiceId: id, name: to } }),
      which,
      name,
    );
  const codeOf = async (reply: Promise<Reply<null>>): Promise<string> =>
    ((answer) => (answer.ok ? "accepted" : answer.error.code))(await reply);
  assert.equal(await codeOf(rename(voiceId, " \n ")), "voiceNameEmpty");
  assert.equal(await codeOf(rename("en_US-ljspeech-medium", "Mine")), "voiceNotInstalled", "the catalogue's keep their names");
  assert.equal(await codeOf(rename("imported-nobody-1", "Mine")), "voiceNotInstalled");
  assert.deepEqual(await diskOf(chromium, "imported-nobody-1"), {});
  assert.equal(await codeOf(rename(voiceId, "  Élise,\nmy aunt ")), "accepted");
  expected.name = "Élise, my aunt";
  await waitFor("the new name", async () => (await listed(voiceId))?.name === expected.name);

  await restart();
  assert.deepEqual(await waitFor("the voice to be listed", () => listed(voiceId)), expected);
  assert.deepEqual(await exportTo(page, voiceId), exported);

  // A file that was shortened while the browser was closed is not thrown away: it is the person's.
  await shorten(chromium, voiceId, "model.onnx", 100_000);
  await restart();
  assert.deepEqual(await waitFor("the voice to be listed", () => listed(voiceId)), { ...expected, damaged: true });
  assert.deepEqual(Object.keys(await diskOf(chromium, voiceId)).sort(), ["installed.json", "model.onnx", "model.onnx.json"]);
  await watcher.request("offscreen", "removeVoice", { voiceId });
  await waitFor("the voice to be gone", async () => !(await listed(voiceId)));
  assert.deepEqual(await diskOf(chromium, voiceId), {});
  assert.equal(await exportTo(page, voiceId), "voiceNotInstalled");
});

test("two imports at once, of one name, become two voices", { skip }, async () => {
  const replies = await Promise.all([5, 6].map((voiceTag) => importFrom(page, "Twin", filesOf({ voiceTag }))));
  const voiceIds = replies.map((reply) => (reply.ok ? reply.result.voiceId : reply.error.code));
  assert.deepEqual(voiceIds.sort(), ["imported-twin-1", "imported-twin-2"]);
  await watcher.request("offscreen", "removeAllVoices");
  await waitFor("both to be gone", async () => !(await listed("imported-twin-1")) && !(await listed("imported-twin-2")));
});

/** Begins an import that takes many minutes, and resolves when the voice is being tried out. */
async function importSlowly(): Promise<{ folder: string; reply: Promise<Reply<Voice>> }> {
  const folder = randomUUID();
  const reply = importFrom(page, "Slow", asFiles(makeSlowVoice()), folder);
  await watcher.waitForState("it to be tried out", ({ imports }) =>
    imports.some((each) => each.folder === folder && each.step === "trying" && each.share > 0),
  );
  return { folder, reply };
}

async function assertNothingLeft(voiceId: string): Promise<void> {
  assert.deepEqual(await stagedIn(page), []);
  assert.deepEqual(await diskOf(chromium, voiceId), {});
  await watcher.waitForState("no import to be told of", ({ imports }) => imports.length === 0);
}

test(
  "an import that is being tried out holds up no other; cancelled, or with all voices removed, it leaves nothing",
  { skip },
  async () => {
    const cancelled = await importSlowly();
    const other = await importFrom(page, "Quick", filesOf({ voiceTag: 6 }));
    assert.equal(other.ok && other.result.voiceId, "imported-quick-1");
    await watcher.request("offscreen", "cancelImport", { folder: cancelled.folder });
    assert.equal((await cancelled.reply).ok, false);
    await assertNothingLeft("imported-slow-1");

    const removed = await importSlowly();
    await watcher.request("offscreen", "removeAllVoices");
    assert.equal((await removed.reply).ok, false);
    await assertNothingLeft("imported-slow-1");
    await assertNothingLeft("imported-quick-1");
  },
);

test("what is no Piper voice is refused with what is wrong, and nothing of it is kept", { skip }, async () => {
  const good = filesOf({ voiceTag: 5 });
  const config = makeToneVoice().config;
  const mute = new OnnxGraph();
  const scales = mute.input("scales", "float", [3]);
  mute.input("input", "int64", ["batch_size", "phonemes"]);
  mute.input("input_lengths", "int64", ["batch_size"]);
  mute.node("Nonsense", [scales], "output");
  mute.output("output", "float", ["time"]);
  const half = base64(makeToneVoice().model.subarray(0, 1_000));
  const refused: [string, Record<string, string>][] = [
    ["importFilesMissing", {}],
    ["importFilesMissing", { "model.onnx": good["model.onnx"] ?? "" }],
    ["importFilesMissing", { "model.onnx.json": good["model.onnx.json"] ?? "" }],
    ["importConfigDamaged", { ...good, "model.onnx.json": base64("<!doctype html>") }],
    ["importConfigDamaged", { ...good, "model.onnx.json": base64(" ".repeat(1_000_001)) }],
    ["importModelNotOnnx", { ...good, "model.onnx": half }],
    ["importModelNotOnnx", { ...good, "model.onnx": "" }],
    ["importModelNotPiper", { ...good, "model.onnx.json": base64(JSON.stringify({ ...config, num_speakers: 3 })) }],
    ["importModelNotPiper", { ...good, "model.onnx": base64(mute.encode()) }],
    ["importLanguageUnknown", { ...good, "model.onnx.json": base64(JSON.stringify({ ...config, espeak: { voice: "tlh" } })) }],
    ["importPhonemesUnknown", { ...good, "model.onnx.json": base64(JSON.stringify({ ...config, phoneme_type: "text" })) }],
    ["importSampleRateUnknown", { ...good, "model.onnx.json": base64(JSON.stringify({ ...config, audio: { sample_rate: 96_000 } })) }],
  ];
  for (const [code, files] of refused) {
    const reply = await importFrom(page, "Refused", files);
    assert.equal(reply.ok ? "accepted" : reply.error.code, code);
    assert.deepEqual(await stagedIn(page), []);
    assert.deepEqual(await diskOf(chromium, "imported-refused-1"), {});
  }
});

test("Firefox: an own voice is taken in, listed and removed", { skip: missing("firefox") }, async (context) => {
  const firefox = await launchFirefox();
  context.after(() => firefox.close());
  const popup = await firefox.extensionPage("popup/popup.html");
  const reply = await importFrom(popup, "Ada", filesOf({ voiceTag: 5, paddingBytes: 1_000_000 }));
  assert.ok(reply.ok, JSON.stringify(reply));
  assert.equal(reply.result.voiceId, "imported-ada-1");
  assert.deepEqual(await stagedIn(popup), []);
  const again = await importFrom(popup, "Ada", filesOf({ voiceTag: 6 }));
  assert.equal(again.ok && again.result.voiceId, "imported-ada-2");
  const names = await popup.evaluate(async () => {
    const files: string[] = [];
    const voices = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices");
    for await (const name of (await voices.getDirectoryHandle("imported-ada-1")).keys()) files.push(name);
    await chrome.runtime.sendMessage({ target: "offscreen", operation: "removeAllVoices", payload: null });
    for await (const name of voices.keys()) files.push(name);
    return files;
  });
  assert.deepEqual(names.sort(), ["installed.json", "model.onnx", "model.onnx.json"]);
});
