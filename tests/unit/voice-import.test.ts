import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { serializeError } from "../../src/shared/errors.ts";
import { freeVoiceId } from "../../offscreen/voice/import-voice.ts";
import { readImportConfig } from "../../offscreen/voice/read-import-config.ts";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";

const { config } = makeToneVoice({ speakers: 2, espeakVoice: "fr", languageCode: "fr_FR" });
const refusal = (change: object): string | undefined => {
  try {
    readImportConfig(JSON.stringify({ ...config, ...change }));
    return undefined;
  } catch (thrown) {
    return serializeError(thrown).code;
  }
};

test("a Piper config gives language, quality, speakers and parameters", () => {
  assert.deepEqual(readImportConfig(JSON.stringify(config)), {
    parameters: { sampleRate: 22_050, espeakVoice: "fr", noiseScale: 0.667, lengthScale: 1, noiseW: 0.8, speakerCount: 2 },
    language: "fr-FR",
    quality: "medium",
    speakers: [
      { speakerId: 0, name: "speaker0" },
      { speakerId: 1, name: "speaker1" },
    ],
  });
});

test("a config may omit some values", () => {
  const { audio, espeak, phoneme_id_map } = config;
  const read = readImportConfig(JSON.stringify({ audio: { sample_rate: 16_000 }, espeak, phoneme_id_map }));
  assert.deepEqual([read.language, read.quality, read.speakers, read.parameters.speakerCount], ["fr", "low", [], 1]);
  assert.equal(
    readImportConfig(JSON.stringify({ audio, espeak: { voice: "en-gb" }, phoneme_id_map })).parameters.espeakVoice,
    "en-gb-x-rp",
  );
  const unnamed = readImportConfig(JSON.stringify({ ...config, speaker_id_map: { ada: 1 } })).speakers;
  assert.deepEqual(unnamed, [
    { speakerId: 0, name: "0" },
    { speakerId: 1, name: "ada" },
  ]);
});

test("an invalid config, or one of an unsupported voice, is rejected with its own error", () => {
  for (const json of ["", "null", "[]", "7", "{}", "<!doctype html>", '{"audio":']) {
    assert.throws(() => readImportConfig(json), { code: "importConfigDamaged" }, json);
  }
  assert.equal(refusal({}), undefined);
  for (const sample_rate of [0, 7_999, 48_001, 22_050.5, -1]) assert.equal(refusal({ audio: { sample_rate } }), "importSampleRateUnknown");
  for (const sample_rate of [8_000, 44_100, 48_000]) assert.equal(refusal({ audio: { sample_rate } }), undefined);
  for (const audio of [undefined, null, {}, { sample_rate: "22050" }, { sample_rate: null }])
    assert.equal(refusal({ audio }), "importConfigDamaged");
  for (const espeak of [undefined, {}, { voice: "" }, { voice: 4 }]) assert.equal(refusal({ espeak }), "importConfigDamaged");
  assert.equal(refusal({ espeak: { voice: "tlh" } }), "importLanguageUnknown");
  for (const phoneme_type of ["text", "pinyin", 3, null]) assert.equal(refusal({ phoneme_type }), "importPhonemesUnknown");
  assert.equal(refusal({ phoneme_id_map: { ...config.phoneme_id_map, a: [15] } }), "importPhonemesUnknown");
  assert.equal(refusal({ phoneme_id_map: { ...config.phoneme_id_map, a: [] } }), "importPhonemesUnknown");
  assert.equal(refusal({ phoneme_id_map: { ...config.phoneme_id_map, "😀": [200] } }), undefined);
  for (const phoneme_id_map of [undefined, null, [], "a"]) assert.equal(refusal({ phoneme_id_map }), "importConfigDamaged");
  for (const num_speakers of [0, -1, 1.5, 1e9, "2"]) assert.equal(refusal({ num_speakers }), "importConfigDamaged");
  for (const id of [-1, 2, 0.5, "0"]) assert.equal(refusal({ speaker_id_map: { ada: id } }), "importConfigDamaged");
  for (const length_scale of [0, -1, "1"]) assert.equal(refusal({ inference: { length_scale } }), "importConfigDamaged");
});

test("any JSON is read, or rejected with one of the import errors", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(config)), fc.jsonValue()), (change) => {
      const code = refusal(change);
      assert.ok(code === undefined || code.startsWith("import"), code);
    }),
    { numRuns: 500 },
  );
});

test("a value that has no text of its own is refused like any other", () => {
  assert.equal(refusal({ phoneme_type: { toString: 0 } } as never), "importPhonemesUnknown");
});

test("ids of imported voices are simple and unused", () => {
  assert.equal(freeVoiceId("Tante Élise, 1987!", new Set()), "imported-tante-elise-1987-1");
  assert.equal(freeVoiceId("a", new Set(["imported-a-1", "imported-a-2"])), "imported-a-3");
  assert.equal(freeVoiceId("声", new Set()), "imported-voice-1");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => assert.match(freeVoiceId(name, new Set()), /^imported-[a-z0-9-]+-1$/)));
});
