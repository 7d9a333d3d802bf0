import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toWireError } from "../../src/shared/errors.ts";
import { checkPiperModel } from "../../offscreen/voice/check-piper-model.ts";
import { freeVoiceId } from "../../offscreen/voice/import-voice.ts";
import { readImportConfig } from "../../offscreen/voice/read-import-config.ts";
import { OnnxGraph } from "../voices/onnx-graph.ts";
import { makeToneVoice } from "../voices/tone-voice.ts";

const { config } = makeToneVoice({ speakers: 2, espeakVoice: "fr", languageCode: "fr_FR" });
const refusal = (change: object): string | undefined => {
  try {
    readImportConfig(JSON.stringify({ ...config, ...change }));
    return undefined;
  } catch (thrown) {
    return toWireError(thrown).code;
  }
};

test("a Piper config says language, quality, speakers and how to speak", () => {
  assert.deepEqual(readImportConfig(JSON.stringify(config)), {
    parameters: { sampleRate: 22_050, espeakVoice: "fr", noiseScale: 0.667, lengthScale: 1, noiseW: 0.8, speakerCount: 2 },
    language: "fr-FR",
    quality: "medium",
    speakers: [{ speakerId: 0, name: "speaker0" }, { speakerId: 1, name: "speaker1" }],
  });
});

test("what a config may leave out", () => {
  const { audio, espeak, phoneme_id_map } = config;
  const read = readImportConfig(JSON.stringify({ audio: { sample_rate: 16_000 }, espeak, phoneme_id_map }));
  assert.deepEqual([read.language, read.quality, read.speakers, read.parameters.speakerCount], ["fr", "low", [], 1]);
  assert.equal(readImportConfig(JSON.stringify({ audio, espeak: { voice: "en-gb" }, phoneme_id_map })).parameters.espeakVoice, "en-gb-x-rp");
  const unnamed = readImportConfig(JSON.stringify({ ...config, speaker_id_map: { ada: 1 } })).speakers;
  assert.deepEqual(unnamed, [{ speakerId: 0, name: "0" }, { speakerId: 1, name: "ada" }]);
});

test("a config that is none, or of a voice that cannot be spoken, is refused by name", () => {
  for (const json of ["", "null", "[]", "7", "{}", "<!doctype html>", "{\"audio\":"]) {
    assert.throws(() => readImportConfig(json), { code: "importConfigDamaged" }, json);
  }
  assert.equal(refusal({}), undefined);
  for (const sample_rate of [0, 7_999, 48_001, 22_050.5, -1]) assert.equal(refusal({ audio: { sample_rate } }), "importSampleRateUnknown");
  for (const sample_rate of [8_000, 44_100, 48_000]) assert.equal(refusal({ audio: { sample_rate } }), undefined);
  for (const audio of [undefined, null, {}, { sample_rate: "22050" }, { sample_rate: null }]) assert.equal(refusal({ audio }), "importConfigDamaged");
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

test("any JSON is read or refused by one of the sentences made for it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(config)), fc.jsonValue()), (change) => {
      const code = refusal(change);
      assert.ok(code === undefined || code.startsWith("import"), code);
    }),
    { numRuns: 500 },
  );
});

const check = (bytes: Uint8Array, speakerCount = 1): Promise<string> =>
  checkPiperModel(new Blob([Uint8Array.from(bytes)]), speakerCount).then(
    () => "accepted",
    (thrown: unknown) => toWireError(thrown).code,
  );

test("a Piper model is told by its inputs and output, of whatever size", async () => {
  for (const speakers of [1, 4]) {
    assert.equal(await check(makeToneVoice({ speakers }).model, speakers), "accepted");
    assert.equal(await check(makeToneVoice({ speakers, paddingBytes: 1_000_000 }).model, speakers), "accepted");
  }
  assert.equal(await check(makeToneVoice({ speakers: 1 }).model, 2), "importModelNotPiper");
});

test("another model is refused", async () => {
  const graphOf = (inputs: [string, "float" | "int64", number][], output: [string, "float" | "int64"]): Uint8Array => {
    const graph = new OnnxGraph();
    for (const [name, type, rank] of inputs) graph.input(name, type, Array.from({ length: rank }, () => "any"));
    graph.node("Identity", ["scales"], output[0]);
    graph.output(...output, ["any"]);
    return graph.encode();
  };
  const piper: [string, "float" | "int64", number][] = [["input", "int64", 2], ["input_lengths", "int64", 1], ["scales", "float", 1]];
  assert.equal(await check(graphOf(piper, ["output", "float"])), "accepted");
  const others: [typeof piper, [string, "float" | "int64"]][] = [
    [piper.slice(1), ["output", "float"]],
    [piper.slice(0, 2), ["output", "float"]],
    [[...piper, ["speed", "float", 1]], ["output", "float"]],
    [[["input", "float", 2], ...piper.slice(1)], ["output", "float"]],
    [[["input", "int64", 3], ...piper.slice(1)], ["output", "float"]],
    [piper, ["audio", "float"]],
    [piper, ["output", "int64"]],
    [[["toString", "int64", 1], ...piper], ["output", "float"]],
  ];
  for (const [inputs, output] of others) assert.equal(await check(graphOf(inputs, output)), "importModelNotPiper", JSON.stringify([inputs, output]));
});

test("a file that is no model, or half of one, is refused", async () => {
  const { model } = makeToneVoice({ paddingBytes: 100_000 });
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  for (const bytes of [new Uint8Array(), new Uint8Array(1_000), text("<!doctype html><title>Sign in</title>"), text("{}"), text("version https://git-lfs.github.com/spec/v1")]) {
    assert.equal(await check(bytes), "importModelNotOnnx");
  }
  for (const length of [1, 10, 1_000, model.length >> 1, model.length - 20]) assert.equal(await check(model.subarray(0, length)), "importModelNotOnnx", String(length));
});

test("any bytes are accepted or refused in one of two ways", async () => {
  const { model } = makeToneVoice();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(model.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (changes) => {
      const bytes = Uint8Array.from(model);
      for (const [at, value] of changes) bytes[at] = value;
      assert.match(await check(bytes), /^accepted$|^importModelNot/);
    }),
    { numRuns: 500 },
  );
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => assert.match(await check(bytes), /^importModelNot/)), { numRuns: 500 });
});

test("ids of imported voices are plain and never taken", () => {
  assert.equal(freeVoiceId("Tante Élise, 1987!", new Set()), "imported-tante-elise-1987-1");
  assert.equal(freeVoiceId("a", new Set(["imported-a-1", "imported-a-2"])), "imported-a-3");
  assert.equal(freeVoiceId("声", new Set()), "imported-voice-1");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => assert.match(freeVoiceId(name, new Set()), /^imported-[a-z0-9-]+-1$/)));
});
