/** @file The library's own session is what a Piper voice must sound like: same text, same files, same samples. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { makeBenchVoice } from "../../engine/tests/bench-voice/bench-voice.ts";
import { tiny } from "../../engine/tests/bench-voice/hyperparameters.ts";
import { decodeTones } from "../../engine/tests/voices/decode-tones.ts";
import { usualSymbolSeconds } from "../../engine/tests/voices/tone-code.ts";
import { spokenText } from "../../offscreen/text/spoken/spoken-text.ts";
import { packExtension, type HostedVoice } from "../../tools/extension/pack-extension.ts";
import { recordedSentences, recordEngines, type EngineSentence } from "../../tools/extension/record-engines.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import type { Library } from "../../tools/reference/page.ts";
import { serveLibrary } from "../../tools/reference/serve-library.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { hostedReferenceVoices, referenceVoices } from "./harness/reference-voices.ts";
import { missing } from "./harness/requirements.ts";
import { useExtension } from "./harness/use-extension.ts";
import { useOpened } from "./harness/use-opened.ts";

const skip = missing("chromium");

/** A name that the library knows. */
const splitVoiceId = "en_US-lessac-medium";

/** A small model with a real voice's parts, which is split and speaks in chunks; nothing in its sound is left to chance. */
function splitVoice(): HostedVoice {
  const { model, config } = makeBenchVoice({ quality: "medium", resize: tiny });
  return { voiceId: splitVoiceId, model, config: { ...config, inference: { noise_scale: 0, length_scale: 1, noise_w: 0 } }, speakers: 1 };
}

const { origin } = await useOpened(async (closeLater) => {
  const server = await serveLibrary();
  closeLater(async () => server.close());
  return server;
});
const { chromium, page, watcher } = await useExtension({
  skip,
  packed: () => packExtension([...hostedReferenceVoices(), splitVoice()]),
  page: origin,
  voices: [...Object.keys(referenceVoices), splitVoiceId],
});
let offscreen: Page;

if (!skip) {
  offscreen = await chromium.offscreenPage();
  await recordEngines(offscreen);
}

let asked = 0;

/** What the extension's engine makes of a text that is one sentence. */
async function spoken(voiceId: string, text: string, language: string): Promise<EngineSentence> {
  const mine = asked++;
  await watcher.request("offscreen", "speak", utteranceOf(text, voiceId, { language }));
  const ended = async (): Promise<EngineSentence | undefined> =>
    (await recordedSentences(offscreen, mine)).find((sentence) => sentence.ended);
  return waitFor(`the sound of "${text}"`, ended, { timeoutMs: 30_000 });
}

/** What the library makes of it: 16-bit samples. */
async function reference(voiceId: string, text: string): Promise<{ samples: Int16Array; sampleRate: number }> {
  const wav = Uint8Array.from(
    await page.evaluate((voice, words) => (globalThis as unknown as { library: Library }).library.wavOf(voice, words), voiceId, text),
  );
  return { samples: new Int16Array(wav.buffer, 44), sampleRate: new DataView(wav.buffer).getUint32(24, true) };
}

for (const [voiceId, { sentences, language, lengthScale }] of Object.entries(referenceVoices)) {
  for (const text of sentences) {
    test(`${voiceId} speaks as the library does: ${text}`, { skip }, async () => {
      const ours = await spoken(voiceId, text, language);
      // The library is given what numbers and abbreviations were written out as.
      const inWords = spokenText(text, language).text;
      const theirs = await reference(voiceId, inWords);

      assert.equal(ours.error, null);
      assert.equal(ours.text, inWords, "the text is one sentence");
      assert.equal(ours.sampleRate, theirs.sampleRate);
      assert.equal(ours.samples.length, theirs.samples.length);
      // The library leaves out what is beyond 16 bits, so that it may be one step lower, and never more.
      const furthest = ours.samples.reduce(
        (most, sample, at) => Math.max(most, Math.abs(sample * 32_768 - (theirs.samples[at] ?? NaN))),
        0,
      );
      assert.ok(furthest <= 1, `the samples differ by up to ${furthest} of 32,768`);

      const symbolSeconds = usualSymbolSeconds * lengthScale;
      const decoded = decodeTones(Float32Array.from(ours.samples), ours.sampleRate, { symbolSeconds });
      const decodedReference = decodeTones(
        Float32Array.from(theirs.samples, (sample) => sample / 32_768),
        theirs.sampleRate,
        { symbolSeconds },
      );
      assert.ok(decoded.ids.length > text.length / 2, `${decoded.ids.length} phoneme ids were heard`);
      assert.deepEqual(decoded.ids, decodedReference.ids);
      assert.deepEqual(decoded.flaws, []);
    });
  }
}

test("a voice that speaks in chunks says, sample for sample, what the library has it say as a whole", { skip }, async () => {
  const text = "Chunk after chunk follows, and nobody hears a seam.";
  const ours = await spoken(splitVoiceId, text, "en");
  const theirs = await reference(splitVoiceId, text);
  // The first has its frames; how many follow depends on how fast they are made.
  assert.ok(ours.chunks > 1, `it came in ${ours.chunks} chunks`);
  assert.equal(ours.samples.length, theirs.samples.length);
  const furthest = ours.samples.reduce((most, sample, at) => Math.max(most, Math.abs(sample * 32_768 - (theirs.samples[at] ?? NaN))), 0);
  // One step for what the library leaves out, and what the order of sums explains.
  assert.ok(furthest <= 1.5, `the samples differ by up to ${furthest} of 32,768`);
  assert.ok(
    ours.samples.some((sample) => Math.abs(sample) > 0.01),
    "there is something to hear",
  );
});
