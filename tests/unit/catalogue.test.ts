import assert from "node:assert/strict";
import { test } from "node:test";
import { makeCatalogue } from "../../scripts/build/catalogue.ts";
import { describeCatalogueVoice } from "../../offscreen/voice/describe-voice.ts";
import { espeakVoiceFor } from "../../src/shared/espeak-languages.ts";

const { hosts, voices } = await makeCatalogue();

test("all 124 voices are listed once, with both files and valid data", () => {
  assert.equal(voices.length, 124);
  assert.equal(new Set(voices.map(({ voiceId }) => voiceId)).size, 124);
  for (const { voiceId, model, config } of voices) {
    assert.match(model.path, new RegExp(`/${voiceId}\\.onnx$`));
    assert.equal(config.path, `${model.path}.json`);
    for (const { sizeBytes, md5 } of [model, config]) {
      assert.ok(Number.isInteger(sizeBytes) && sizeBytes > 0, voiceId);
      assert.match(md5, /^[0-9a-f]{32}$/);
    }
    assert.ok(model.sizeBytes > 20e6 && model.sizeBytes < 140e6, voiceId);
  }
});

test("19 voices have several speakers, numbered from 0 without a gap", () => {
  const several = voices.filter(({ speakers }) => speakers.length > 1);
  assert.equal(several.length, 19);
  for (const { voiceId, speakers } of several) {
    assert.deepEqual(
      speakers.map(({ speakerId }) => speakerId),
      [...speakers.keys()],
      voiceId,
    );
    assert.equal(new Set(speakers.map(({ name }) => name)).size, speakers.length, voiceId);
  }
});

test("languages are BCP 47 and known to espeak", () => {
  for (const { voiceId, language } of voices) {
    assert.deepEqual(Intl.getCanonicalLocales(language), [language], voiceId);
    assert.ok(espeakVoiceFor(language), voiceId);
  }
});

test("names are presentable", () => {
  for (const { name } of voices) assert.match(name, /^[\p{Lu}\d][^_]*$/u);
  const nameOf = (voiceId: string) => voices.find((voice) => voice.voiceId === voiceId)?.name;
  assert.equal(nameOf("en_US-libritts_r-medium"), "LibriTTS-R");
  assert.equal(nameOf("en_GB-jenny_dioco-medium"), "Jenny Dioco");
  assert.equal(nameOf("fr_FR-mls_1840-low"), "MLS 1840");
});

test("each voice links the card that names its licence", () => {
  const siwis = voices.find(({ voiceId }) => voiceId === "fr_FR-siwis-medium");
  assert.ok(siwis);
  const voice = describeCatalogueVoice(siwis, false);
  assert.equal(voice.licenceUrl, "https://huggingface.co/rhasspy/piper-voices/blob/main/fr/fr_FR/siwis/medium/MODEL_CARD");
  assert.deepEqual([voice.source, voice.installed, voice.sizeBytes], ["catalogue", false, siwis.model.sizeBytes + siwis.config.sizeBytes]);
  assert.ok(!("model" in voice) && !("config" in voice));
});

test("two hosts", () => {
  assert.equal(new Set(hosts).size, 2);
  for (const host of hosts) assert.equal(new URL(host).hostname, "huggingface.co");
});
