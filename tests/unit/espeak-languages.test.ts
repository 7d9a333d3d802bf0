import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEspeakData } from "../../engine/phonemes/espeak/espeak-data.ts";
import { builtEspeakAssets } from "../../engine/tests/phonemes/built-espeak-assets.ts";
import { espeakVoiceFor } from "../../src/shared/espeak-languages.ts";

test("language tags select existing voices, and every voice can be selected", async () => {
  const { files } = await loadEspeakData(await builtEspeakAssets());
  const names = [...files.keys()]
    .filter((path) => path.startsWith("lang/"))
    .map((path) => path.slice(path.lastIndexOf("/") + 1).toLowerCase());
  for (const name of names) assert.equal(espeakVoiceFor(name), name === "en" ? "en-us" : name);
  const cases = {
    "fr-CA": "fr",
    "fr-BE": "fr-be",
    fr_FR: "fr",
    "zh-Hans": "cmn",
    "zh-Hant-HK": "yue",
    "zh-TW": "cmn",
    pt: "pt",
    "pt-BR": "pt-br",
    "en-GB": "en-gb-x-rp",
    "en-CA": "en-us",
    nb: "nb",
    no: "nb",
    "no-NO": "nb",
    nn: "nb",
    iw: "he",
    in: "id",
    "es-MX": "es-419",
    "es-ES": "es",
    "sr-Latn-RS": "sr",
    "uz-Cyrl": "uz",
  };
  for (const [tag, voice] of Object.entries(cases)) {
    assert.equal(espeakVoiceFor(tag), voice, tag);
    assert.ok(names.includes(voice), voice);
  }
  for (const tag of ["", "und", "xx", "tlh", "constructor", "-"]) assert.equal(espeakVoiceFor(tag), undefined, tag);
});
