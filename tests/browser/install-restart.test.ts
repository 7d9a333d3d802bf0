import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";
import type { Fault } from "../../tools/extension/model-host-faults.ts";
import { launch, type Chromium } from "../../tools/browser/chromium.ts";
import { missing } from "./harness/requirements.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { followInstalls, type InstallCourse } from "../../tools/extension/install-course.ts";
import { diskOf, safeBytes } from "./install-disk.ts";
import { packExtension, type PackedExtension } from "../../tools/extension/pack-extension.ts";
import { watch, type Watcher } from "../../tools/extension/watcher.ts";

/** What a download survives: the browser's end, orderly or sudden, and what it leaves behind. */
const skip = missing("chromium");
const voiceId = "en_US-alpha-medium";
const voice = { voiceId, speakers: 1, ...makeToneVoice({ voiceTag: 1, paddingBytes: 12_000_000 }) };

let extension: PackedExtension;
let profileDir: string;
let fault: Fault | undefined;
let chromium: Chromium;
let watcher: Watcher;
let course: InstallCourse;

before(async () => {
  if (skip) return;
  extension = await packExtension([voice], { fault: (path) => (path.endsWith(".onnx") ? fault : undefined) });
});

afterEach(async () => {
  await chromium?.close();
  if (profileDir) await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

after(() => extension?.close());

/** Opens the browser on the profile. */
async function open(hostMap = extension.hostMap): Promise<void> {
  chromium = await launch({ extensionDir: extension.extensionDir, hostMap, profileDir });
  watcher = await watch(chromium, await chromium.page());
  course = await followInstalls(chromium, voiceId);
}

/** Opens the browser on a new profile, and downloads the beginning of the voice; resolves to the bytes that a crash would leave. */
async function openInMidDownload(afterBytes: number): Promise<number> {
  profileDir = await mkdtemp(join(tmpdir(), "profile-"));
  await open();
  fault = { kind: "stall", afterBytes };
  extension.host.requests.length = 0;
  await watcher.request("offscreen", "installVoice", { voiceId });
  // A little later than the last byte comes, the last segment is closed for its age.
  return waitFor("what has come to be safe", async () => (await safeBytes(chromium, voiceId)) === afterBytes && afterBytes);
}

/** Ends the browser as a crash or a power cut would. */
async function kill(): Promise<void> {
  const browser = chromium.browser.process();
  assert.ok(browser);
  const gone = new Promise((resolve) => browser.once("exit", resolve));
  browser.kill("SIGKILL");
  await gone;
  await chromium.browser.close().catch(() => undefined);
}

const requestsForModel = (): string[] => extension.host.requests.filter((line) => / \S+\.onnx( |$)/.test(line)).map((line) => / bytes=.*$/.exec(line)?.[0].trim() ?? "whole");

async function finish(): Promise<void> {
  fault = undefined;
  const ended = await course.endAfter(() => watcher.request("offscreen", "installVoice", { voiceId }));
  assert.equal(ended.status, "installed", ended.error?.detail);
  const disk = await diskOf(chromium, voiceId);
  assert.deepEqual(Object.keys(disk).sort(), ["installed.json", "model.onnx", "model.onnx.json"]);
  assert.equal(disk["model.onnx"], voice.model.length);
}

for (const afterBytes of [500_000, 4 * 2 ** 20, 9_000_000]) {
  test(`the browser is killed after ${afterBytes} bytes: the next one goes on from there`, { skip }, async () => {
    await openInMidDownload(afterBytes);
    await kill();
    await open();
    const told = await waitFor("the download to be shown as one that can go on", async () => (await watcher.state()).installs.find((install) => install.voiceId === voiceId));
    assert.deepEqual([told.status, told.error], ["cancelled", null]);
    assert.ok(told.loadedBytes >= afterBytes && told.loadedBytes < told.totalBytes);
    await finish();
    assert.deepEqual(requestsForModel(), ["whole", `bytes=${afterBytes}-`]);
  });
}

test("killed while bytes are coming: what was closed is gone on from, what was open leaves nothing behind", { skip }, async () => {
  const safe = await openInMidDownload(5_000_000);
  fault = { kind: "stall", afterBytes: 3_000_000 };
  await course.endAfter(() => watcher.request("offscreen", "cancelInstall", { voiceId }));
  await watcher.request("offscreen", "installVoice", { voiceId });
  await waitFor("a segment to be open", async () => Object.keys(await diskOf(chromium, voiceId)).some((name) => /^model\.onnx\.\d+\.part\.crswap$/.test(name)));
  await kill();
  await open();
  await waitFor("the voices to be listed", async () => (await watcher.state()).voices.length > 0);
  const names = Object.keys(await diskOf(chromium, voiceId));
  assert.deepEqual(names.filter((name) => !name.endsWith(".part")), []);
  await finish();
  assert.deepEqual(requestsForModel().slice(0, 2), ["whole", `bytes=${safe}-`]);
  assert.match(requestsForModel()[2] ?? "", /^bytes=[5-8]\d{6}-$/);
});

test("an orderly restart in mid-download", { skip }, async () => {
  const safe = await openInMidDownload(2_000_000);
  await chromium.browser.close();
  await open();
  await finish();
  assert.deepEqual(requestsForModel(), ["whole", `bytes=${safe}-`]);
});

test("an installed voice whose model was lost is not installed any more, and its remains go; one that was cut short is damaged, and stays", { skip }, async () => {
  profileDir = await mkdtemp(join(tmpdir(), "profile-"));
  await open();
  for (const length of [null, 1_000]) {
    await finish();
    await chromium.evaluateInOffscreen(
      async (name, keptBytes) => {
        const folder = await (await (await navigator.storage.getDirectory()).getDirectoryHandle("voices")).getDirectoryHandle(name);
        if (keptBytes === null) return folder.removeEntry("model.onnx");
        const stream = await (await folder.getFileHandle("model.onnx")).createWritable({ keepExistingData: true });
        await stream.truncate(keptBytes);
        return stream.close();
      },
      voiceId,
      length,
    );
    await chromium.browser.close();
    await open();
    const { voices } = await waitFor("the voices to be listed", async () => {
      const state = await watcher.state();
      return state.voices.length > 0 && state;
    });
    const { installed, damaged } = voices.find((listed) => listed.voiceId === voiceId) ?? assert.fail();
    assert.deepEqual({ installed, damaged }, length === null ? { installed: false, damaged: false } : { installed: true, damaged: true });
    assert.deepEqual(Object.keys(await diskOf(chromium, voiceId)).sort(), length === null ? [] : ["installed.json", "model.onnx", "model.onnx.json"]);
  }
});

test("what others left is tidied away: voices that nobody knows, interrupted writes, and not what is in use", { skip }, async () => {
  profileDir = await mkdtemp(join(tmpdir(), "profile-"));
  await open();
  await finish();
  await chromium.evaluateInOffscreen(async (name) => {
    const voices = await (await navigator.storage.getDirectory()).getDirectoryHandle("voices");
    const put = async (folder: string, file: string, size: number): Promise<void> => {
      const stream = await (await (await voices.getDirectoryHandle(folder, { create: true })).getFileHandle(file, { create: true })).createWritable();
      await stream.write(new Uint8Array(size));
      await stream.close();
    };
    await put("xx_XX-unknown-low", "model.onnx.000000000000.part", 1_000);
    await put("half_written", "model.onnx", 1_000);
    await put(name, "model.onnx.000000000000.part", 1_000);
    await put(name, "model.onnx.crswap", 0);
    await (await voices.getFileHandle("stray", { create: true })).createWritable();
    const imports = await (await navigator.storage.getDirectory()).getDirectoryHandle("imports", { create: true });
    await imports.getDirectoryHandle("empty", { create: true });
    await (await (await imports.getDirectoryHandle("young", { create: true })).getFileHandle("model.onnx", { create: true })).createWritable().then((stream) => stream.close());
  }, voiceId);
  await chromium.browser.close();
  await open();
  const { voices } = await waitFor("the voices to be listed", async () => {
    const state = await watcher.state();
    return state.voices.length > 0 && state;
  });
  assert.equal(voices.find((listed) => listed.voiceId === voiceId)?.installed, true);
  assert.deepEqual(Object.keys(await diskOf(chromium, voiceId)).sort(), ["installed.json", "model.onnx", "model.onnx.json"]);
  const folders = await chromium.evaluateInOffscreen(async () => {
    const names: string[] = [];
    for (const folder of ["voices", "imports"]) {
      for await (const { name } of (await (await navigator.storage.getDirectory()).getDirectoryHandle(folder)).values()) names.push(`${folder}/${name}`);
    }
    return names;
  });
  // A young folder of imports may be what a page is just filling.
  assert.deepEqual(folders.sort(), ["imports/empty", "imports/young", `voices/${voiceId}`]);
});

test("a host whose name cannot be found", { skip }, async () => {
  profileDir = await mkdtemp(join(tmpdir(), "profile-"));
  await open({ "huggingface.co": "~NOTFOUND" });
  const failed = await course.endAfter(() => watcher.request("offscreen", "installVoice", { voiceId }));
  assert.deepEqual([failed.status, failed.error?.code], ["failed", "hostUnreachable"]);
});
