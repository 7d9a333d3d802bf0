/** @file One of these runs per open voice, as a worker of its own, because `terminate()` is the only way wasm memory comes back. */
import { toWireError } from "../../../src/shared/errors.ts";
import type { Pcm } from "../../vocabulary.ts";
import type { Engine } from "./engine.ts";
import { openInstantEngine } from "./instant-engine.ts";
import type { EngineSource, WorkerEvent, WorkerRequest } from "./messages.ts";
import { packagedEspeakAssets } from "./packaged-espeak-assets.ts";
import { openPiperEngine } from "./piper-engine.ts";

const cancelled = new Set<number>();
let engine: Promise<Engine> | undefined;
/** Sentences are synthesised one after another, in the order in which they were asked for. */
let previous: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  switch (data.type) {
    case "open":
      engine = openEngine(data.source, data.assetsUrl);
      engine.then(
        (opened) => send({ type: "opened", memoryBytes: opened.memoryBytes() }),
        (thrown: unknown) => send({ type: "openFailed", error: toWireError(thrown) }),
      );
      return;
    case "synthesise":
      previous = previous.then(() => synthesise(data.id, data.text, data.speakerId));
      return;
    case "cancel":
      cancelled.add(data.id);
  }
});

function openEngine(source: EngineSource, assetsUrl: string): Promise<Engine> {
  const assets = packagedEspeakAssets(`${assetsUrl}espeak/`);
  return source.kind === "instant"
    ? openInstantEngine(source.espeakVoice, assets)
    : openPiperEngine(source, assets, `${assetsUrl}onnxruntime/`);
}

async function synthesise(id: number, text: string, speakerId: number): Promise<void> {
  try {
    if (!engine) throw new Error("synthesise before open");
    const loaded = await engine;
    const emit = (pcm: Pcm): boolean => {
      if (!cancelled.has(id)) send({ type: "piece", id, pcm }, [pcm.samples.buffer]);
      return !cancelled.has(id);
    };
    if (!cancelled.has(id)) await loaded.synthesise(text, speakerId, emit);
    send({ type: "done", id, memoryBytes: loaded.memoryBytes() });
  } catch (thrown) {
    send({ type: "failed", id, error: toWireError(thrown) });
  } finally {
    cancelled.delete(id);
  }
}

function send(event: WorkerEvent, transfer: Transferable[] = []): void {
  postMessage(event, { transfer });
}
