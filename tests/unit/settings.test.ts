import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { baseLanguage } from "../../src/shared/languages.ts";
import { defaultSettings, parseSettings } from "../../src/shared/settings.ts";

test("whatever was stored, the settings are whole and within their ranges", () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const settings = parseSettings(stored);
      assert.ok(settings.rate >= 0.5 && settings.rate <= 3 && settings.volume >= 0 && settings.volume <= 1);
      assert.deepEqual(parseSettings(structuredClone(settings)), settings);
    }),
  );
  assert.deepEqual(parseSettings(undefined), defaultSettings);
});

test("good values survive, damaged ones fall back one by one", () => {
  const voices = { fr: { voiceId: "fr_FR-siwis-medium", speakerId: 2 } };
  assert.deepEqual(parseSettings({ voices: { ...voices, en: { voiceId: 7 } }, rate: 99, volume: "loud", whileLoading: "wait" }), {
    ...defaultSettings,
    voices,
    rate: 3,
    whileLoading: "wait",
  });
});

test("locales of all spellings share a base language", () => {
  assert.deepEqual(["fr-CA", "fr_FR", "FR", "nb-NO", "iw", "zh-Hant-TW", ""].map(baseLanguage), ["fr", "fr", "fr", "no", "he", "zh", ""]);
});
