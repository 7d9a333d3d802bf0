import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanVoiceName, maxVoiceNameLength } from "../../src/shared/voice-name.ts";
import type { Voice } from "../../src/shared/protocol.ts";

// The fake browser returns each message's key as its text.
Object.assign(globalThis, { chrome: { runtime: { id: "test" }, i18n: { getMessage: (key: string) => key } } });
const { voiceNameOf } = await import("../../ui/voice-name.ts");

test("a voice's name is one line of bounded length without spaces around it", () => {
  assert.equal(cleanVoiceName("  Aunt \n\t Zoé\u0000 "), "Aunt Zoé");
  for (const nothing of ["", "  ", "\n\u0007"]) assert.equal(cleanVoiceName(nothing), "");
  assert.equal(cleanVoiceName(`${"a".repeat(maxVoiceNameLength - 1)}😀`), "a".repeat(maxVoiceNameLength - 1));
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => {
      const name = cleanVoiceName(typed);
      assert.ok(name.length <= maxVoiceNameLength && name.isWellFormed());
      assert.equal(cleanVoiceName(name), name);
    }),
  );
});

test("a voice that is removed while it reads keeps its name, and an id is never shown as a name", () => {
  const own: Voice = {
    voiceId: "imported-medium-1",
    name: "Aunt Zoé",
    language: "fr",
    quality: "medium",
    speakers: [],
    sizeBytes: 1,
    installed: true,
    source: "imported",
    damaged: false,
    licenceUrl: null,
  };
  const other = { ...own, voiceId: "imported-other-1", name: "Other" };
  assert.equal(voiceNameOf("imported-never-seen-1", [other]), "removedVoice");
  assert.equal(voiceNameOf(own.voiceId, []), "naturalVoice", "before the voices are known");
  assert.equal(voiceNameOf(own.voiceId, [own, other]), "Aunt Zoé");
  assert.equal(voiceNameOf(own.voiceId, [other]), "Aunt Zoé");
  assert.equal(voiceNameOf(own.voiceId, []), "Aunt Zoé");
  assert.equal(voiceNameOf(own.voiceId, [{ ...own, name: "Zoé" }]), "Zoé");
});
