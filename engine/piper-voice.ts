import { EngineError } from "./engine-error.ts";
import { hexOf } from "./hex.ts";
import { openKernelMemory } from "./kernels/open-kernel-memory.ts";
import type { LoadedVoice } from "./loaded-voice.ts";
import { startRuntime } from "./onnx/runtime.ts";
import type { EspeakAssets } from "./phonemes/espeak/espeak-data.ts";
import type { WordTiming } from "./pcm.ts";
import { createPhonemizer } from "./phonemes/phonemizer.ts";
import type { PiperSource } from "./protocol.ts";
import { loadAcousticModel } from "./streaming/acoustic-model.ts";
import { wasmMemoryBytes } from "./wasm-memory.ts";
import { checkPhonemeRanges } from "./given-phonemes.ts";
import { idsOfText, wordsWith } from "./words/ids-of-text.ts";
import { createWordSplitter, type TextRange } from "./words/split-words.ts";

/**
 * Loads a Piper voice: its phonemizer and its acoustic model. Rejects with `modelChanged` if a SHA-256 is given and the model has another one. Without this
 * check a model with a flipped bit would load and sound different. `now` is a clock in milliseconds.
 */
export async function openPiperVoice(
  { model, sha256, parameters, streams, threads }: PiperSource,
  assets: EspeakAssets,
  assetsUrl: string,
  now = (): number => performance.now(),
): Promise<LoadedVoice> {
  const { sampleRate, espeakVoice, noiseScale, lengthScale, noiseW } = parameters;
  const splitWords = createWordSplitter(espeakVoice);
  const phonemizerReady = createPhonemizer(assets, espeakVoice);
  // It is awaited after the model. Without this a rejection before that would be unhandled.
  phonemizerReady.catch(() => undefined);
  startRuntime();
  const [bytes, memory] = await Promise.all([read(model), streams ? openKernelMemory(assetsUrl, threads) : undefined]);
  const loading = loadAcousticModel(bytes, memory, now);
  // If the file is the wrong one, this error does not matter.
  loading.catch(() => undefined);
  // The browser hashes in another thread.
  if (sha256 !== undefined && hexOf(await crypto.subtle.digest("SHA-256", bytes)) !== sha256)
    throw new EngineError("modelChanged", "the model has another SHA-256 than it should");
  const acousticModel = await loading;
  const phonemizer = await phonemizerReady;

  return {
    async speak(text, speakerId, sink, urgentRate, phonemes = []) {
      checkPhonemeRanges(text, phonemes);
      const ranges = wordsWith(splitWords(text), phonemes);
      const { ids: phonemeIds, starts: firstIds } = await idsOfText(text, ranges, phonemes, phonemizer);
      if (phonemeIds.length === 0) return;
      const request = { phonemeIds, speakerId, noiseScale, lengthScale, noiseW };
      const samplesPerSecond = urgentRate === undefined ? undefined : sampleRate * urgentRate;
      let toldStarts: Float64Array | undefined;
      let toldWords = 0;
      for await (const { samples, said, starts } of acousticModel.speak(request, samplesPerSecond)) {
        if (samples.length > 0) {
          const words = starts === toldStarts ? [] : wordsAt(firstIds, ranges, starts, sampleRate).slice(toldWords);
          toldStarts = starts;
          toldWords += words.length;
          if (!sink.push({ samples: new Float32Array(samples), sampleRate, said, words })) return;
        }
        // A cancel that has arrived is handled before more is computed.
        if (!(await sink.ready())) return;
      }
    },
    unknownSymbols: async (phonemes) => (await phonemizer.read(phonemes)).unknown,
    memoryBytes: wasmMemoryBytes,
  };
}

/** The words that are heard. `firstIds` has the index of the first phoneme id of each word, `starts` the sample at which each id starts. */
function wordsAt(
  firstIds: readonly (number | undefined)[],
  ranges: readonly TextRange[],
  starts: Float64Array,
  sampleRate: number,
): WordTiming[] {
  return ranges.flatMap((range, word) => {
    const startSample = starts[firstIds[word] ?? -1];
    return startSample === undefined ? [] : [{ ...range, startSeconds: startSample / sampleRate }];
  });
}

async function read(model: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await model.arrayBuffer());
  } catch (cause) {
    // The file was changed or removed, or the disk has a temporary fault.
    throw new EngineError("voiceFailed", `the model cannot be read: ${String(cause)}`, { cause });
  }
}
