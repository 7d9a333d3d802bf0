import assert from "node:assert/strict";
import { test } from "node:test";
import { changeManifest } from "../../tools/extension/change-manifest.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../tools/extension/pack-tone-voices.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { diskOf } from "./harness/install-disk.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";

/** Quotas are not enforced on an extension with `unlimitedStorage`, so this one has it not. */
const skip = missing("chromium");
const voiceId = "en_US-alpha-medium";
const { chromium, page, watcher, host } = await useExtension({
  skip,
  async packed() {
    const packed = await packExtension([hostedToneVoice(voiceId, { voiceTag: 1, paddingBytes: 12_000_000 })]);
    await changeManifest(packed.extensionDir, (manifest) => {
      manifest.permissions = manifest.permissions.filter((permission) => permission !== "unlimitedStorage");
    });
    return packed;
  },
});

for (const [room, when] of [
  [1_000_000, "at the beginning"],
  [7_000_000, "in mid-download"],
  [18_000_000, "at the last copy"],
] as const) {
  test(`the disk is full ${when}: told so, nothing is installed, and once there is room it goes on`, { skip }, async () => {
    const install = () => watcher.endOfInstall(voiceId, () => watcher.request("offscreen", "installVoice", { voiceId }));
    const isInstalled = async (): Promise<boolean> =>
      (await watcher.state()).voices.some((listed) => listed.voiceId === voiceId && listed.installed);
    await watcher.request("offscreen", "removeVoice", { voiceId });

    const session = await page.createCDPSession();
    const origin = `chrome-extension://${chromium.extensionId}`;
    const { usage } = await session.send("Storage.getUsageAndQuota", { origin });
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + room });
    const failed = await install();
    assert.deepEqual([failed.status, failed.error?.code], ["failed", "diskFull"]);
    assert.ok(!("installed.json" in (await diskOf(chromium, voiceId))));
    assert.equal(await isInstalled(), false);

    host.requests.length = 0;
    await session.send("Storage.overrideQuotaForOrigin", { origin });
    assert.equal((await install()).status, "installed");
    await waitFor("the voice to be listed as installed", isInstalled);
    const ranges = host.requests.filter((line) => line.includes(".onnx ")).map((line) => Number(/bytes=(\d+)-/.exec(line)?.[1]));
    if (when === "in mid-download") assert.ok(ranges.length === 1 && (ranges[0] ?? 0) >= 4 * 2 ** 20, String(ranges));
    if (when === "at the last copy") assert.deepEqual(host.requests, []);
    await session.detach();
  });
}
