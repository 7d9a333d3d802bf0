import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";
import { launch, type Chromium } from "../../tools/browser/chromium.ts";
import { missing } from "./harness/requirements.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { followInstalls } from "../../tools/extension/install-course.ts";
import { diskOf } from "./install-disk.ts";
import { packExtension, type PackedExtension } from "../../tools/extension/pack-extension.ts";
import { watch } from "../../tools/extension/watcher.ts";

/** Quotas are not enforced on an extension with `unlimitedStorage`, so this one has it not. */
const skip = missing("chromium");
const voiceId = "en_US-alpha-medium";
const voice = { voiceId, speakers: 1, ...makeToneVoice({ voiceTag: 1, paddingBytes: 12_000_000 }) };

let extension: PackedExtension;
let chromium: Chromium;

before(async () => {
  if (skip) return;
  extension = await packExtension([voice]);
  const path = join(extension.extensionDir, "manifest.json");
  // Our own manifest.
  const manifest = JSON.parse(await readFile(path, "utf8")) as { permissions: string[] };
  manifest.permissions = manifest.permissions.filter((permission) => permission !== "unlimitedStorage");
  await writeFile(path, JSON.stringify(manifest));
  chromium = await launch({ extensionDir: extension.extensionDir, hostMap: extension.hostMap });
});

after(async () => {
  await chromium?.close();
  await extension?.close();
});

for (const [room, when] of [[1_000_000, "at the beginning"], [7_000_000, "in mid-download"], [18_000_000, "at the last copy"]] as const) {
  test(`the disk is full ${when}: told so, nothing is installed, and once there is room it goes on`, { skip }, async () => {
    const page = await chromium.page();
    const watcher = await watch(chromium, page);
    const course = await followInstalls(chromium, voiceId);
    const install = () => course.endAfter(() => watcher.request("offscreen", "installVoice", { voiceId }));
    const isInstalled = async (): Promise<boolean> => (await watcher.state()).voices.some((listed) => listed.voiceId === voiceId && listed.installed);
    await watcher.request("offscreen", "removeVoice", { voiceId });

    const session = await page.createCDPSession();
    const origin = `chrome-extension://${chromium.extensionId}`;
    const { usage } = await session.send("Storage.getUsageAndQuota", { origin });
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + room });
    const failed = await install();
    assert.deepEqual([failed.status, failed.error?.code], ["failed", "diskFull"]);
    assert.ok(!("installed.json" in (await diskOf(chromium, voiceId))));
    assert.equal(await isInstalled(), false);

    extension.host.requests.length = 0;
    await session.send("Storage.overrideQuotaForOrigin", { origin });
    assert.equal((await install()).status, "installed");
    await waitFor("the voice to be listed as installed", isInstalled);
    const ranges = extension.host.requests.filter((line) => line.includes(".onnx ")).map((line) => Number(/bytes=(\d+)-/.exec(line)?.[1]));
    if (when === "in mid-download") assert.ok(ranges.length === 1 && (ranges[0] ?? 0) >= 4 * 2 ** 20, String(ranges));
    if (when === "at the last copy") assert.deepEqual(extension.host.requests, []);
    await page.close();
  });
}
