import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { orderVoices } from "../../popup/order-voices.ts";
import { languagesOf, voicesFor } from "../../ui/voice-list.ts";
import { baseLanguage } from "../../src/shared/languages.ts";
import type { Voice } from "../../src/shared/protocol.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";

const instant = voice({ voiceId: instantVoiceId, language: "mul", quality: "instant", installed: true });

function voice(given: Partial<Voice>): Voice {
  return {
    voiceId: "x",
    name: "x",
    language: "en-US",
    quality: "medium",
    speakers: [],
    sizeBytes: 1,
    installed: false,
    damaged: false,
    source: "catalogue",
    licenceUrl: null,
    ...given,
  };
}

test("offers the instant voice, then favourites, installed voices, voices of the user's region, then by quality and name", () => {
  const voices = [
    voice({ voiceId: "us-low", quality: "low" }),
    voice({ voiceId: "us-high", quality: "high" }),
    voice({ voiceId: "us-medium-b", name: "b" }),
    voice({ voiceId: "us-medium-a", name: "a" }),
    voice({ voiceId: "gb-low", language: "en-GB", quality: "low" }),
    voice({ voiceId: "us-installed", quality: "x_low", installed: true }),
    voice({ voiceId: "fr", language: "fr-FR", installed: true }),
    instant,
  ];
  assert.deepEqual(
    voicesFor("en", voices, "en-GB", ["us-low"]).map(({ voiceId }) => voiceId),
    [instantVoiceId, "us-low", "us-installed", "gb-low", "us-medium-a", "us-medium-b", "us-high"],
  );
});

test("the popup lists first the chosen voice, then downloading ones, the instant voice and installed ones", () => {
  const voices = [
    instant,
    voice({ voiceId: "star" }),
    voice({ voiceId: "here", installed: true }),
    voice({ voiceId: "coming" }),
    voice({ voiceId: "chosen", installed: true }),
    voice({ voiceId: "other" }),
  ];
  const ordered = (chosenId: string) => orderVoices(voices, chosenId, ["coming"]).map(({ voiceId }) => voiceId);
  assert.deepEqual(ordered("chosen"), ["chosen", "coming", instantVoiceId, "here", "star", "other"]);
  assert.deepEqual(ordered(instantVoiceId), [instantVoiceId, "coming", "here", "chosen", "star", "other"]);
});

test("lists every voice of a language once, whatever their order, and no other voice", () => {
  const voices = fc.uniqueArray(
    fc.record({
      voiceId: fc.string({ minLength: 1 }),
      name: fc.string(),
      language: fc.constantFrom("en-US", "en-GB", "fr-FR", "nb-NO", "no-NO", "zh-CN"),
      quality: fc.constantFrom<Voice["quality"]>("x_low", "low", "medium", "high"),
      installed: fc.boolean(),
    }),
    { selector: ({ voiceId }) => voiceId },
  );
  fc.assert(
    fc.property(voices, (given) => {
      const all = [instant, ...given.filter(({ voiceId }) => voiceId !== instantVoiceId).map(voice)];
      for (const language of languagesOf(all)) {
        const expected = all.filter((each) => each === instant || baseLanguage(each.language) === language);
        const listed = voicesFor(language, all, "en-GB", []);
        assert.deepEqual(new Set(listed), new Set(expected));
        assert.equal(listed.length, expected.length);
        assert.equal(listed[0], instant);
        const installed = listed.map((each) => each.installed);
        assert.ok(installed.lastIndexOf(true) < installed.indexOf(false) || !installed.includes(false));
      }
    }),
  );
});
