import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { defaultSettings } from "../../src/shared/settings.ts";

/** `storage.local` in memory, on a disk that can fail. */
const disk = { stored: {} as Record<string, unknown>, canRead: true };
const local = {
  get: async (key: string) => {
    if (!disk.canRead) throw new Error("IO error: .../000003.log");
    return key in disk.stored ? { [key]: structuredClone(disk.stored[key]) } : {};
  },
  set: async (items: Record<string, unknown>) => void Object.assign(disk.stored, structuredClone(items)),
  clear: async () => void (disk.stored = {}),
};
const browser = { runtime: { id: "test" }, storage: { local, session: { clear: async () => undefined } } };
Object.assign(globalThis, { browser, chrome: browser });
const { changeSettings, forgetVoices, loadSettings, settingsForReading } = await import("../../src/background/settings-store.ts");

const alpha = { voiceId: "en_US-alpha-medium", speakerId: 0 };
const own = { voiceId: "imported-granny-1", speakerId: 0 };

beforeEach(() => {
  disk.stored = {};
  disk.canRead = true;
});

test("unreadable settings are reported, reading uses the defaults, and nothing is overwritten", async () => {
  await changeSettings({ voices: { en: alpha }, keepClips: "session" });
  const before = structuredClone(disk.stored);
  disk.canRead = false;
  await assert.rejects(loadSettings(), { code: "settingsUnreadable" });
  await assert.rejects(changeSettings({ rate: 2 }), { code: "settingsUnreadable" });
  await assert.rejects(forgetVoices([alpha.voiceId]), { code: "settingsUnreadable" });
  const { settings, failure } = await settingsForReading();
  assert.deepEqual([settings, failure?.code], [defaultSettings, "settingsUnreadable"]);
  assert.deepEqual(disk.stored, before);

  disk.canRead = true;
  assert.deepEqual((await changeSettings({ rate: 2 })).voices, { en: alpha });
  assert.equal((await settingsForReading()).failure, null);
});

test("removed voices are no longer chosen or favourites, whether the user's own or the catalogue's; other voices are unchanged", async () => {
  const other = { voiceId: "de_DE-other-low", speakerId: 3 };
  await changeSettings({
    voices: { en: alpha, fr: own, de: other, it: alpha },
    favourites: [alpha.voiceId, other.voiceId, own.voiceId],
    rate: 1.5,
  });
  const settings = await forgetVoices([alpha.voiceId, own.voiceId, "not-there"]);
  assert.deepEqual(settings, { ...defaultSettings, voices: { de: other }, favourites: [other.voiceId], rate: 1.5 });
  assert.deepEqual(await loadSettings(), settings);
});

test("simultaneous changes do not overwrite each other", async () => {
  await changeSettings({ voices: { en: alpha, fr: own } });
  await Promise.all([
    forgetVoices([alpha.voiceId]),
    changeSettings({ rate: 2 }),
    forgetVoices([own.voiceId]),
    changeSettings({ volume: 0.5 }),
  ]);
  assert.deepEqual(await loadSettings(), { ...defaultSettings, rate: 2, volume: 0.5 });
});
