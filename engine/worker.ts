/** @file The engine's worker. Each open voice has a worker of its own, because `terminate()` is the only way to free wasm memory. */
// Must come before all modules that may create a memory while they are imported.
import "./wasm-memory.ts";
import { serializeEngineError } from "./engine-error.ts";
import type { ChunkSink, LoadedVoice } from "./loaded-voice.ts";
import { createMessageSink, type MessageSink } from "./message-sink.ts";
import { configureRuntime } from "./onnx/runtime.ts";
import { createInstantVoice } from "./phonemes/espeak/instant-voice.ts";
import { packagedAssets } from "./phonemes/packaged-assets.ts";
import { openPiperVoice } from "./piper-voice.ts";
import type { GivenPhonemes, PhonemeRange } from "./given-phonemes.ts";
import type { VoiceSource, WorkerEvent, WorkerRequest } from "./protocol.ts";
import { verifyBlob } from "./verify-blob.ts";

/** A client that opens a voice to use it at once sends its first text within this time. */
const warmUpAfterMs = 200;
/** After this number of texts the time for a text does not decrease any more. */
const warmUpTimes = 3;

/** The sinks of the texts that are neither finished nor cancelled. */
const sinks = new Map<number, MessageSink>();
let voice: Promise<LoadedVoice> | undefined;
/** Settles when all texts received so far are finished. Texts are spoken one after another, in the order in which they arrive. */
let previous: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  switch (data.type) {
    case "open":
      voice = openVoice(data.source, data.assetsUrl);
      voice.then(
        (opened) => {
          send({ type: "opened", memoryBytes: opened.memoryBytes() });
          if (data.source.kind === "piper") setTimeout(() => (previous = previous.then(() => warmUp(opened))), warmUpAfterMs);
        },
        (thrown: unknown) => send({ type: "openFailed", error: serializeEngineError(thrown) }),
      );
      return;
    case "verify":
      configureRuntime(runtimeUrl(data.assetsUrl), 1);
      void verifyBlob(data.model, data.speakerCount, data.assetsUrl, (share) => send({ type: "verifying", share })).then((verdict) =>
        send({ type: "verified", verdict }),
      );
      return;
    case "speak": {
      const { id, text, speakerId, urgentRate, phonemes } = data;
      const sink = createMessageSink((chunk) => send({ type: "chunk", id, chunk }, [chunk.samples.buffer]));
      sinks.set(id, sink);
      previous = previous.then(() => speak(id, text, speakerId, sink, urgentRate, phonemes));
      return;
    }
    case "checkPhonemes":
      previous = previous.then(() => checkPhonemes(data.id, data.phonemes));
      return;
    case "taken":
      sinks.get(data.id)?.taken(data.seconds);
      return;
    case "cancel":
      sinks.get(data.id)?.cancel();
      sinks.delete(data.id);
  }
});

function openVoice(source: VoiceSource, assetsUrl: string): Promise<LoadedVoice> {
  const assets = packagedAssets(`${assetsUrl}espeak/`);
  if (source.kind === "instant") return createInstantVoice(assets, source.espeakVoice);
  configureRuntime(runtimeUrl(assetsUrl), source.threads);
  return openPiperVoice(source, assets, assetsUrl);
}

function runtimeUrl(assetsUrl: string): string {
  return `${assetsUrl}onnxruntime/`;
}

async function speak(
  id: number,
  text: string,
  speakerId: number,
  sink: ChunkSink,
  urgentRate: number | undefined,
  phonemes: readonly PhonemeRange[],
): Promise<void> {
  try {
    if (!voice) throw new Error("speak before open");
    const loaded = await voice;
    if (sinks.has(id)) await loaded.speak(text, speakerId, sink, urgentRate, phonemes);
    send({ type: "done", id, memoryBytes: loaded.memoryBytes() });
  } catch (thrown) {
    send({ type: "failed", id, error: serializeEngineError(thrown) });
  } finally {
    sinks.delete(id);
  }
}

async function checkPhonemes(id: number, phonemes: GivenPhonemes): Promise<void> {
  try {
    if (!voice) throw new Error("phonemes before open");
    send({ type: "phonemesChecked", id, unknown: await (await voice).unknownSymbols(phonemes) });
  } catch (thrown) {
    send({ type: "failed", id, error: serializeEngineError(thrown) });
  }
}

/** Speaks a sentence that nobody hears, until a text arrives or the browser has optimised the code that runs often. */
async function warmUp(loaded: LoadedVoice): Promise<void> {
  for (let time = 0; time < warmUpTimes && sinks.size === 0; time++) {
    const sink = createMessageSink(() => sinks.size > 0 && sink.cancel());
    await loaded.speak("One moment, please.", 0, sink).catch(() => undefined);
    await sink.ready();
  }
}

function send(event: WorkerEvent, transfer: Transferable[] = []): void {
  postMessage(event, { transfer });
}
