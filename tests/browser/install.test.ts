import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { makeSlowVoice } from "../../engine/tests/voices/slow-voice.ts";
import type { Install } from "../../src/shared/protocol.ts";
import type { Fault } from "../../tools/extension/model-host-faults.ts";
import { hostedFiles, hostedModelPath } from "../../tools/extension/model-host.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../tools/extension/pack-tone-voices.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { diskOf, flipBit, shorten } from "./harness/install-disk.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** A faulty host: a voice is installed whole or not at all, and a person is told what to do. */
const skip = missing("chromium");
const voiceId = "en_US-alpha-medium";
const voice = hostedToneVoice(voiceId, { voiceTag: 1, paddingBytes: 3_000_000 });
const slowVoiceId = "en_US-slow-medium";
const size = voice.model.length;
const configBytes = hostedFiles(voiceId, voice).get(`${hostedModelPath(voiceId)}.json`)?.length ?? 0;

/** What goes wrong with the nth request for a model since the test began. */
let fault: (nth: number) => Fault | undefined;
let modelRequests = 0;
const { chromium, watcher, host } = await useExtension({
  skip,
  packed: () =>
    packExtension([voice, { voiceId: slowVoiceId, speakers: 1, ...makeSlowVoice() }], {
      fault: (path) => (path.endsWith(".onnx") ? fault(modelRequests++) : undefined),
    }),
});

beforeEach(async () => {
  if (skip) return;
  await watcher.request("offscreen", "removeVoice", { voiceId });
  assert.deepEqual(await diskOf(chromium, voiceId), {});
  await reset(() => undefined);
});

async function reset(next: typeof fault): Promise<void> {
  fault = next;
  modelRequests = 0;
  host.requests.length = 0;
}

/** The requests for the model: the host's letter and the range. */
function asked(): string[] {
  return host.requests
    .filter((line) => / \S+\.onnx( |$)/.test(line))
    .map((line) => `${line.includes("/diffusionstudio/") ? "A" : "B"}${/ bytes=.*$/.exec(line)?.[0] ?? ""}`);
}

const isInstalled = async (): Promise<boolean> =>
  (await watcher.state()).voices.some((listed) => listed.voiceId === voiceId && listed.installed);

/** Asks for the voice and resolves to what became of it. */
const install = (): Promise<Install> => watcher.endOfInstall(voiceId, () => watcher.request("offscreen", "installVoice", { voiceId }));

/** Waits until so many bytes have come, and perhaps more. */
const loaded = (bytes: number): Promise<unknown> =>
  waitFor("the download to get so far", async () => {
    const latest = (await watcher.installsOf(voiceId)).at(-1);
    return latest?.status === "downloading" && latest.loadedBytes >= bytes;
  });

/** The voice is there, whole, nothing else is, and an engine takes it. */
async function assertWhole(): Promise<void> {
  const disk = await diskOf(chromium, voiceId);
  assert.deepEqual(Object.keys(disk).sort(), ["installed.json", "model.onnx", "model.onnx.json"]);
  assert.equal(disk["model.onnx"], size);
  await waitFor("the voice to be listed as installed", isInstalled);
  await watcher.openVoice(voiceId);
  await watcher.request("offscreen", "closeSession", { voiceId });
  await waitFor("the voice to be closed", async () => (await sessions()).length === 0);
}

const sessions = async () => (await watcher.state()).statistics.sessions.filter((session) => session.voiceId === voiceId);

/** Nothing of the voice counts as installed. */
async function assertNotInstalled(): Promise<void> {
  const disk = await diskOf(chromium, voiceId);
  assert.deepEqual(
    Object.keys(disk).filter((name) => !name.endsWith(".part")),
    [],
  );
  assert.equal(await isInstalled(), false);
}

test("progress is told in bytes of a total, at a rate, and a voice that is whole is not fetched again", { skip }, async () => {
  const before = (await watcher.installsOf(voiceId)).length;
  const half = configBytes + 1_500_000;
  // Held there until its rate is told: a rate needs half a second, and on a fast machine the whole has come by then.
  const isRateTold = (told: Install[]): boolean =>
    told.some(({ loadedBytes, bytesPerSecond }) => loadedBytes === half && bytesPerSecond > 0);
  const rateTold = waitFor("the rate", async () => isRateTold((await watcher.installsOf(voiceId)).slice(before)));
  await reset((nth) => (nth === 0 ? { kind: "truncate", afterBytes: 1_500_000, when: rateTold } : undefined));
  assert.equal((await install()).status, "installed");
  const told = (await watcher.installsOf(voiceId)).slice(before);
  const total = configBytes + size;
  assert.deepEqual([...new Set(told.map(({ totalBytes }) => totalBytes))], [total]);
  assert.deepEqual([...new Set(told.map(({ status }) => status))], ["downloading", "verifying", "installed"]);
  assert.deepEqual(
    told.map(({ loadedBytes }) => loadedBytes),
    told.map(({ loadedBytes }) => loadedBytes).sort((a, b) => a - b),
  );
  assert.equal(told.at(-1)?.loadedBytes, total);
  await assertWhole();
  assert.equal((await install()).status, "installed");
  assert.deepEqual(asked(), ["A", "B bytes=1500000-"]);
});

for (const afterBytes of [1, 65_536, 1_500_000, size - 1]) {
  test(`broken off after ${afterBytes} of ${size} bytes: goes on from there`, { skip }, async () => {
    await reset((nth) => (nth === 0 ? { kind: "truncate", afterBytes, when: loaded(configBytes + afterBytes) } : undefined));
    assert.equal((await install()).status, "installed");
    assert.deepEqual(asked(), ["A", `B bytes=${afterBytes}-`]);
    await assertWhole();
  });

  test(`one bit flipped at ${afterBytes}: the voice of the other host is taken`, { skip }, async () => {
    await reset((nth) => (nth === 0 ? { kind: "corrupt", atByte: afterBytes } : undefined));
    assert.equal((await install()).status, "installed");
    assert.deepEqual(asked(), ["A", "B"]);
    await assertWhole();
  });

  test(`broken off after ${afterBytes} bytes, and then the range is ignored`, { skip }, async () => {
    await reset((nth) => (nth === 0 ? { kind: "truncate", afterBytes, when: loaded(configBytes + afterBytes) } : { kind: "ignoreRange" }));
    assert.equal((await install()).status, "installed");
    assert.deepEqual(asked(), ["A", `B bytes=${afterBytes}-`]);
    await assertWhole();
  });
}

test("stalled in the middle: given up after a while, and the other host goes on", { skip }, async () => {
  await reset((nth) => (nth === 0 ? { kind: "stall", afterBytes: 1_000_000 } : undefined));
  assert.equal((await install()).status, "installed");
  assert.deepEqual(asked(), ["A", "B bytes=1000000-"]);
  await assertWhole();
});

for (const [kind, code, each] of [
  ["404", "hostMissesVoice", { kind: "status", status: 404 }],
  ["403", "hostRefused", { kind: "status", status: 403 }],
  ["429 for an hour", "hostBusy", { kind: "status", status: 429, retryAfter: 3_600 }],
  ["503", "hostFailing", { kind: "status", status: 503 }],
  ["no answer", "hostUnreachable", { kind: "drop" }],
  ["a captive portal's page with status 200", "networkSignIn", { kind: "html" }],
  ["a flipped bit", "downloadHashWrong", { kind: "corrupt", atByte: 12_345 }],
  ["a file that is too short", "downloadSizeWrong", { kind: "resize", sizeBytes: size - 1 }],
  ["a file that is too long", "downloadSizeWrong", { kind: "resize", sizeBytes: size + 1 }],
] as const satisfies [string, string, Fault][]) {
  test(`${kind} on both hosts is ${code}; afterwards the voice installs as if nothing had been`, { skip }, async () => {
    await reset(() => each);
    const failed = await install();
    assert.deepEqual([failed.status, failed.error?.code], ["failed", code]);
    await assertNotInstalled();
    await reset(() => undefined);
    assert.equal((await install()).status, "installed");
    assert.deepEqual(asked(), ["A"]);
    await assertWhole();
  });
}

test("offline: told at once, without a request", { skip }, async () => {
  const page = await chromium.offscreenPage();
  await page.setOfflineMode(true);
  const failed = await install();
  await page.setOfflineMode(false);
  assert.deepEqual([failed.status, failed.error?.code, asked()], ["failed", "offline", []]);
  assert.equal((await install()).status, "installed");
});

test("a hundred who ask at once share one download", { skip }, async () => {
  await Promise.all(Array.from({ length: 100 }, () => watcher.request("offscreen", "installVoice", { voiceId })));
  await waitFor("the voice to be installed", isInstalled);
  assert.deepEqual(asked(), ["A"]);
  await assertWhole();
});

test("cancelled, it keeps what has come, and goes on from there", { skip }, async () => {
  await reset((nth) => (nth === 0 ? { kind: "stall", afterBytes: 1_000_000 } : undefined));
  const ended = install();
  await loaded(configBytes + 1_000_000);
  await watcher.request("offscreen", "cancelInstall", { voiceId });
  assert.equal((await ended).status, "cancelled");
  await assertNotInstalled();
  assert.equal((await install()).status, "installed");
  assert.deepEqual(asked(), ["A", "A bytes=1000000-"]);
  await assertWhole();
});

test("cancelled, what has come counts as disk use until it is discarded, which frees every byte of it", { skip }, async () => {
  await reset((nth) => (nth === 0 ? { kind: "stall", afterBytes: 1_000_000 } : undefined));
  const ended = install();
  await loaded(configBytes + 1_000_000);
  await watcher.request("offscreen", "cancelInstall", { voiceId });
  assert.equal((await ended).loadedBytes, configBytes + 1_000_000);
  const partialBytes = async () => (await watcher.state()).statistics.models.partialBytes;
  await waitFor("it to count", async () => (await partialBytes()) === configBytes + 1_000_000);
  await watcher.request("offscreen", "discardDownload", { voiceId });
  assert.deepEqual(await diskOf(chromium, voiceId), {});
  assert.deepEqual((await watcher.installsOf(voiceId)).at(-1), {
    voiceId,
    status: "cancelled",
    loadedBytes: 0,
    totalBytes: configBytes + size,
    bytesPerSecond: 0,
    error: null,
  });
  await waitFor("it to count no more", async () => (await partialBytes()) === 0);
});

test("asked for again right after it was cancelled", { skip }, async () => {
  await reset((nth) => (nth === 0 ? { kind: "stall", afterBytes: 1_000_000 } : undefined));
  await watcher.request("offscreen", "installVoice", { voiceId });
  await loaded(configBytes + 1_000_000);
  for (const operation of ["cancelInstall", "installVoice", "cancelInstall", "installVoice"] as const)
    await watcher.request("offscreen", operation, { voiceId });
  await waitFor("the voice to be installed", isInstalled);
  assert.equal(asked().at(-1), "A bytes=1000000-");
  await assertWhole();
});

test("removed while it downloads: the disk is free, and a later install begins anew", { skip }, async () => {
  await reset((nth) => (nth === 0 ? { kind: "stall", afterBytes: 1_000_000 } : undefined));
  await watcher.request("offscreen", "installVoice", { voiceId });
  await loaded(configBytes + 1_000_000);
  await watcher.request("offscreen", "removeVoice", { voiceId });
  assert.deepEqual(await diskOf(chromium, voiceId), {});
  assert.equal((await install()).status, "installed");
  assert.deepEqual(asked(), ["A", "A"]);
  await assertWhole();
});

test("a bit that flips on disk is found before the model is loaded, and one click repairs the voice", { skip }, async () => {
  assert.equal((await install()).status, "installed");
  for (const at of [0, 100, 65_536, 1_500_000, size - 1]) {
    await flipBit(chromium, voiceId, "model.onnx", at);
    await assertFoundDamaged(size);
    await reset(() => undefined);
    assert.equal((await install()).status, "installed");
    assert.deepEqual(asked(), ["A"]);
    await waitFor("the damage to be forgotten", async () => !(await isDamaged()));
    await assertWhole();
  }
  await shorten(chromium, voiceId, "model.onnx", 1_000);
  await assertFoundDamaged(1_000);
  await watcher.request("offscreen", "removeVoice", { voiceId });
  await waitFor("the damage to be forgotten", async () => !(await isDamaged()));
});

const isDamaged = async (): Promise<boolean> =>
  (await watcher.state()).voices.some((listed) => listed.voiceId === voiceId && listed.damaged);

/** The voice is not opened, is listed as damaged, and nothing of it is thrown away unasked. */
async function assertFoundDamaged(modelBytes: number): Promise<void> {
  await watcher.request("offscreen", "preloadVoice", { voiceId });
  await waitFor("the voice to be refused", async () => (await isDamaged()) && (await sessions()).length === 0);
  assert.equal(await isInstalled(), true);
  const disk = await diskOf(chromium, voiceId);
  assert.deepEqual(Object.keys(disk).sort(), ["installed.json", "model.onnx", "model.onnx.json"]);
  assert.equal(disk["model.onnx"], modelBytes);
}

test("cancelled while its model is tried out: what was downloaded is kept, and nothing is installed", { skip }, async () => {
  const ended = watcher.endOfInstall(slowVoiceId, () => watcher.request("offscreen", "installVoice", { voiceId: slowVoiceId }));
  const bothFiles = ["model.onnx", "model.onnx.json"];
  await waitFor("the files to be there", async () => {
    const disk = await diskOf(chromium, slowVoiceId);
    return bothFiles.every((name) => (disk[name] ?? 0) > 0) && (await watcher.installsOf(slowVoiceId)).at(-1)?.status === "verifying";
  });
  await watcher.request("offscreen", "cancelInstall", { voiceId: slowVoiceId });
  assert.equal((await ended).status, "cancelled");
  const disk = Object.entries(await diskOf(chromium, slowVoiceId));
  assert.ok(disk.length > 0 && disk.every(([name]) => name.endsWith(".part")), JSON.stringify(disk));
  await watcher.request("offscreen", "removeVoice", { voiceId: slowVoiceId });
});

test("removing every voice leaves no byte", { skip }, async () => {
  assert.equal((await install()).status, "installed");
  await watcher.request("offscreen", "removeAllVoices");
  assert.deepEqual(await diskOf(chromium, voiceId), {});
  await waitFor("the voice to be gone from the list", async () => !(await isInstalled()));
});
