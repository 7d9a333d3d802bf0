import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { baseLanguage } from "../../src/shared/languages.ts";
import { defaultSettings, maxRate, minRate, parseSettings, type Settings } from "../../src/shared/settings.ts";

/** Anything, and often what only just is or is not a good value. */
const anyValue = fc.oneof(fc.anything(), fc.double(), fc.integer(), fc.constantFrom("wait", "instant", "session", "chosen", "mostUsed", "none", true, null));
const anyChoice = fc.oneof(fc.anything(), fc.record({ voiceId: fc.oneof(fc.string(), anyValue), speakerId: fc.oneof(fc.double({ min: -1, max: 10 }), fc.nat(), anyValue) }));
const anyStored = fc.oneof(
  fc.anything(),
  fc.record(
    {
      ...Object.fromEntries(Object.keys(defaultSettings).map((key) => [key, anyValue])),
      voices: fc.oneof(fc.anything(), fc.dictionary(fc.string(), anyChoice)),
      favourites: fc.oneof(fc.anything(), fc.array(anyValue)),
    },
    { requiredKeys: [] },
  ),
);

/** Each key's rule; a key without one does not compile. */
const isGood: { [K in keyof Settings]: (value: Settings[K]) => boolean } = {
  voices: (voices) => Object.values(voices).every(({ voiceId, speakerId }) => typeof voiceId === "string" && Number.isInteger(speakerId) && speakerId >= 0),
  favourites: (voiceIds) => voiceIds.every((voiceId) => typeof voiceId === "string"),
  rate: (rate) => rate >= minRate && rate <= maxRate,
  volume: (volume) => volume >= 0 && volume <= 1,
  whileLoading: (value) => ["instant", "wait"].includes(value),
  preload: (value) => ["none", "chosen", "mostUsed"].includes(value),
  sessionBudgetBytes: (bytes) => bytes >= 100e6 && bytes <= 16e9,
  closeIdleAfterMinutes: (minutes) => minutes >= 0 && minutes <= 24 * 60,
  clipLimitBytes: (bytes) => bytes >= 0 && bytes <= 10e9,
  keepClips: (value) => ["always", "session"].includes(value),
  logging: (value) => typeof value === "boolean",
  welcomed: (value) => typeof value === "boolean",
};

test("whatever was stored, the settings are whole and within their ranges", () => {
  fc.assert(
    fc.property(anyStored, (stored) => {
      const settings = parseSettings(stored);
      assert.deepEqual(Object.keys(settings), Object.keys(defaultSettings));
      const check = <K extends keyof Settings>(key: K): void => assert.ok(isGood[key](settings[key]), `${key}: ${JSON.stringify(settings[key])}`);
      // The keys are those of the rules.
      for (const key of Object.keys(isGood) as (keyof Settings)[]) check(key);
      assert.deepEqual(parseSettings(structuredClone(settings)), settings);
    }),
    { numRuns: 1_000 },
  );
  assert.deepEqual(parseSettings(undefined), defaultSettings);
});

test("a speaker is a whole number that a voice may have, or the first", () => {
  const speakers = [2, 1.5, -1, 100_001, Infinity, "2", undefined, 100_000];
  const stored = Object.fromEntries(speakers.map((speakerId, i) => [`x${i}`, { voiceId: "v", speakerId }]));
  assert.deepEqual(Object.values(parseSettings({ voices: stored }).voices).map(({ speakerId }) => speakerId), [2, 0, 0, 0, 0, 0, 0, 100_000]);
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
