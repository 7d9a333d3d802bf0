import assert from "node:assert/strict";
import { test } from "node:test";
import { withChange, withInstalled, withoutVoice } from "../../src/shared/intended-voices.ts";
import { defaultSettings, instantVoiceId, type Settings, type VoiceChoice } from "../../src/shared/settings.ts";

const voice = (voiceId: string, speakerId = 0): VoiceChoice => ({ voiceId, speakerId });
const settings: Settings = { ...defaultSettings, voices: { en: voice("a"), fr: voice("f") }, intended: { en: voice("b"), de: voice("d") } };

test("an intended voice is chosen when it is installed, and no other", () => {
  assert.equal(withInstalled(settings, ["a", "f", "other"]), settings);
  const after = withInstalled(settings, ["a", "b"]);
  assert.deepEqual([after.voices, after.intended], [{ en: voice("b"), fr: voice("f") }, { de: voice("d") }]);
});

test("choosing another voice drops the intended one, but only for that language", () => {
  const { intended } = withChange(settings, { voices: { ...settings.voices, en: voice(instantVoiceId) } });
  assert.deepEqual(intended, { de: voice("d") });
});

test("another rate, another speaker or a removed voice does not drop an intended voice", () => {
  assert.deepEqual(withChange(settings, { rate: 2 }).intended, settings.intended);
  assert.deepEqual(withChange(settings, { voices: { ...settings.voices, en: voice("a", 3) } }).intended, settings.intended);
  assert.deepEqual(withChange(settings, { voices: {} }).intended, settings.intended);
});

test("an unwanted voice is neither chosen nor intended", () => {
  assert.deepEqual(withoutVoice(settings, "a"), { voices: { fr: voice("f") }, intended: settings.intended });
  assert.deepEqual(withoutVoice(settings, "b"), { voices: settings.voices, intended: { de: voice("d") } });
});
