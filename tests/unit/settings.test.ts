import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { baseLanguage } from "../../src/shared/languages.ts";
import {
  addressWays,
  defaultSettings,
  exportFormats,
  highlightColours,
  highlights,
  keepingTimes,
  leftOutOn,
  parseSettings,
  readerFonts,
  pdfViews,
  readerThemes,
  readerWidths,
  siteName,
  type LeftOut,
  type Settings,
} from "../../src/shared/settings.ts";

/** Values of every kind, including those of settings, valid and out of range. */
const anyValue = fc.oneof(
  fc.anything(),
  fc.double(),
  fc.integer({ min: -10, max: 1e5 }),
  fc.boolean(),
  fc.constantFrom(
    "instant",
    "wait",
    "none",
    "chosen",
    "mostUsed",
    "always",
    "session",
    "en_US-amy-medium",
    ...highlights,
    ...highlightColours,
    ...exportFormats,
    ...keepingTimes,
    "docked",
    "",
    null,
    Infinity,
    -1,
    0.25,
    2.5,
    250e6,
    1e99,
  ),
);
const anyVoices = fc.dictionary(
  fc.constantFrom("en", "fr", "zh", ""),
  fc.oneof(anyValue, fc.record({ voiceId: anyValue, speakerId: anyValue }, { requiredKeys: [] })),
);
const anyPlace = fc.record({ x: anyValue, y: anyValue }, { requiredKeys: [] });
const anyWay = fc.oneof(anyValue, fc.constantFrom("host", "whole", "none", "said"));
const anyLeftOut = fc.record(Object.fromEntries([...Object.keys(defaultSettings.leftOut), "longAddresses"].map((name) => [name, anyWay])), {
  requiredKeys: [],
});
const anySites = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("example.org", "www.example.org:8080", "__proto__", "a b")),
  anyLeftOut,
);
const anyPronunciations = fc.array(
  fc.oneof(
    anyValue,
    fc.record({ written: anyValue, spoken: anyValue, language: anyValue, voiceId: anyValue, match: anyValue }, { requiredKeys: [] }),
  ),
);
const anyLook = fc.record(
  {
    font: fc.oneof(anyValue, fc.constantFrom(...readerFonts)),
    textSize: anyValue,
    width: fc.oneof(anyValue, fc.constantFrom(...readerWidths)),
    theme: fc.oneof(anyValue, fc.constantFrom(...readerThemes)),
    pdfView: fc.oneof(anyValue, fc.constantFrom(...pdfViews)),
  },
  { requiredKeys: [] },
);
/** The settings that are no single values. */
const anyStructured: Partial<Record<string, fc.Arbitrary<unknown>>> = {
  voices: anyVoices,
  intended: anyVoices,
  favourites: fc.array(anyValue),
  playerPlace: anyPlace,
  leftOut: anyLeftOut,
  leftOutOn: anySites,
  quoteVoices: anyVoices,
  pronunciations: anyPronunciations,
  readerLook: anyLook,
};
/** Every setting under its own name, with any value or none. */
const anySettings = fc.record(
  Object.fromEntries(Object.keys(defaultSettings).map((name) => [name, fc.oneof(anyValue, anyStructured[name] ?? anyValue)])),
  { requiredKeys: [] },
);

const isBetween = (value: unknown, min: number, max: number): boolean => typeof value === "number" && value >= min && value <= max;

const areChoices = (choices: Settings["voices"]): boolean =>
  Object.values(choices).every(
    ({ voiceId, speakerId }) => typeof voiceId === "string" && Number.isInteger(speakerId) && isBetween(speakerId, 0, 100_000),
  );

const isLeftOut = (leftOut: LeftOut): boolean =>
  isDeepStrictEqual(Object.keys(leftOut), Object.keys(defaultSettings.leftOut)) &&
  Object.entries(leftOut).every(([name, value]) =>
    name === "addresses"
      ? addressWays.includes(leftOut.addresses)
      : name === "emoji" || name === "hashtags"
        ? value === "said" || value === "none"
        : typeof value === "boolean",
  );

/** What each setting must be, whatever was stored. */
const isValid: { [Name in keyof Settings]: (value: Settings[Name]) => boolean } = {
  voices: areChoices,
  intended: areChoices,
  favourites: (favourites) => favourites.every((voiceId) => typeof voiceId === "string"),
  pronunciations: (entries) => entries.every(({ written, spoken }) => written !== "" && spoken !== ""),
  rate: (rate) => isBetween(rate, 0.5, 3),
  volume: (volume) => isBetween(volume, 0, 1),
  pitch: (pitch) => isBetween(pitch, 0.5, 2),
  mixesLanguages: (value) => typeof value === "boolean",
  wordPauseSeconds: (seconds) => isBetween(seconds, 0, 5),
  sentencePauseSeconds: (seconds) => isBetween(seconds, 0, 5),
  paragraphPauseSeconds: (seconds) => isBetween(seconds, 0, 5),
  leadSeconds: (seconds) => isBetween(seconds, 0, 5),
  highlight: (value) => ["both", "sentence", "word", "off"].includes(value),
  highlightColour: (value) => ["yellow", "green", "blue", "pink"].includes(value),
  scrollsAlong: (value) => typeof value === "boolean",
  showsPlayer: (value) => typeof value === "boolean",
  playerPlace: (place) => place === "docked" || (isBetween(place.x, 0, 1) && isBetween(place.y, 0, 1)),
  jumpsOnDoubleClick: (value) => typeof value === "boolean",
  showsSelectionButton: (value) => typeof value === "boolean",
  leftOut: isLeftOut,
  leftOutOn: (sites) => Object.entries(sites).every(([site, leftOut]) => siteName(site) === site && isLeftOut(leftOut)),
  quoteVoices: areChoices,
  saysMaths: (value) => typeof value === "boolean",
  exportFormat: (value) => ["mp3", "wav", "m4b", "opus"].includes(value),
  exportCaptions: (value) => typeof value === "boolean",
  mendsFaults: (value) => typeof value === "boolean",
  whileLoading: (value) => ["instant", "wait"].includes(value),
  preload: (value) => ["none", "chosen", "mostUsed"].includes(value),
  sessionBudgetBytes: (bytes) => isBetween(bytes, 100e6, 16e9),
  closeIdleAfterMinutes: (minutes) => isBetween(minutes, 0, 24 * 60),
  clipLimitBytes: (bytes) => isBetween(bytes, 0, 10e9),
  keepClips: (value) => ["always", "session"].includes(value),
  readerLook: ({ font, textSize, width, theme, pdfView }) =>
    readerFonts.includes(font) &&
    isBetween(textSize, 0.8, 2.4) &&
    readerWidths.includes(width) &&
    readerThemes.includes(theme) &&
    pdfViews.includes(pdfView),
  keepsDocuments: (value) => keepingTimes.includes(value),
  logging: (value) => typeof value === "boolean",
  welcomed: (value) => typeof value === "boolean",
};

test("whatever was stored, the settings are complete and in range", () => {
  const kept = new Set<string>();
  fc.assert(
    fc.property(fc.oneof(fc.anything(), anySettings), (stored) => {
      const settings = parseSettings(stored);
      assert.deepEqual(Object.keys(settings), Object.keys(defaultSettings));
      for (const [name, check] of Object.entries(isValid)) {
        const value = settings[name as keyof Settings];
        // Each check receives the values of its own name.
        assert.ok((check as (value: unknown) => boolean)(value), `${name} is ${JSON.stringify(value)}`);
        if (!isDeepStrictEqual(value, defaultSettings[name as keyof Settings])) kept.add(name);
      }
      assert.deepEqual(parseSettings(structuredClone(settings)), settings);
    }),
    { numRuns: 2_000 },
  );
  assert.deepEqual(kept, new Set(Object.keys(defaultSettings)), "each setting was, in some run, another than its default");
  assert.deepEqual(parseSettings(undefined), defaultSettings);
});

test("a speaker id is a valid integer, or 0", () => {
  const speakers = [2, 1.5, -1, 100_001, Infinity, "2", undefined, 100_000];
  const stored = Object.fromEntries(speakers.map((speakerId, i) => [`x${i}`, { voiceId: "v", speakerId }]));
  assert.deepEqual(
    Object.values(parseSettings({ voices: stored }).voices).map(({ speakerId }) => speakerId),
    [2, 0, 0, 0, 0, 0, 0, 100_000],
  );
});

test("valid values are kept, each invalid one gets its default", () => {
  const voices = { fr: { voiceId: "fr_FR-siwis-medium", speakerId: 2 } };
  assert.deepEqual(parseSettings({ voices: { ...voices, en: { voiceId: 7 } }, rate: 99, volume: "loud", whileLoading: "wait" }), {
    ...defaultSettings,
    voices,
    rate: 3,
    whileLoading: "wait",
  });
});

test("a place of the player is inside the window, and what is left out is decided one by one", () => {
  const { playerPlace, leftOut } = parseSettings({
    playerPlace: { x: -3, y: "low" },
    leftOut: { tables: true, code: 0, citations: false },
  });
  assert.deepEqual(playerPlace, { x: 0, y: 1 });
  assert.deepEqual(leftOut, { ...defaultSettings.leftOut, citations: false, tables: true });
});

test("what earlier versions stored is kept: whether long addresses were shortened", () => {
  const stored = { citations: false, code: false, longAddresses: false, tables: true, figures: true };
  const kept = { citations: false, code: false, tables: true, figures: true };
  assert.deepEqual(parseSettings({ leftOut: stored }).leftOut, { ...defaultSettings.leftOut, ...kept, addresses: "whole" });
  assert.equal(parseSettings({ leftOut: { ...stored, longAddresses: true } }).leftOut.addresses, "host");
  assert.equal(parseSettings({ leftOut: { ...stored, addresses: "none" } }).leftOut.addresses, "none");
});

test("a site has choices of its own, by its host", () => {
  const own = { ...defaultSettings.leftOut, tables: true };
  const settings = parseSettings({ leftOutOn: { "https://www.Example.org/page?a": own, "chrome://settings": own, "no site": own } });
  assert.deepEqual(Object.keys(settings.leftOutOn), ["example.org"]);
  assert.deepEqual(leftOutOn("www.example.org", settings), own);
  assert.deepEqual(leftOutOn("example.org", settings), own);
  for (const other of ["m.example.org", "example.com", "", "constructor"])
    assert.deepEqual(leftOutOn(other, settings), defaultSettings.leftOut);
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`site${i}.example`, own]));
  assert.ok(Object.keys(parseSettings({ leftOutOn: many }).leftOutOn).length <= 200);
});

test("locales of all spellings share a base language", () => {
  assert.deepEqual(["fr-CA", "fr_FR", "FR", "nb-NO", "iw", "zh-Hant-TW", ""].map(baseLanguage), ["fr", "fr", "fr", "no", "he", "zh", ""]);
});
