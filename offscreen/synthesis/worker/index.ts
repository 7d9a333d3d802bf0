/** @file One of these runs per open voice, as a worker of its own, because `terminate()` is the only way wasm memory comes back. */
import { toWireError } from "../../../src/shared/errors.ts";
import type { Chunk } from "../../vocabulary.ts";
import type { Engine } from "./engine.ts";
import { openInstantEngine } from "./instant-engine.ts";
import type { EngineSource, WorkerEvent, WorkerRequest } from "./messages.ts";
import { cutModel } from "./model/cut-model.ts";
import { verifyCut } from "./model/verify-cut.ts";
import { nextTask } from "./next-task.ts";
import { configureRuntime } from "./onnx-runtime.ts";
import { packagedEspeakAssets } from "./packaged-espeak-assets.ts";
import { openPiperEngine } from "./piper-engine.ts";
import { openWorkshop } from "./streaming/open-workshop.ts";

/** Whoever opened the voice to hear it has asked by then. */
const WARM_UP_AFTER_MS = 200;
/** After so many the time that a sentence takes does not change any more. */
const WARM_UP_TIMES = 3;

/** The sentences that were asked for and neither cancelled nor finished. */
const wanted = new Set<number>();
let engine: Promise<Engine> | undefined;
/** Sentences are synthesised one after another, in the order in which they were asked for. */
let previous: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  switch (data.type) {
    case "open":
      engine = openEngine(data.source, data.assetsUrl);
      engine.then(
        (opened) => {
          send({ type: "opened", memoryBytes: opened.memoryBytes() });
          if (data.source.kind === "piper") setTimeout(() => (previous = previous.then(() => warmUp(opened))), WARM_UP_AFTER_MS);
        },
        (thrown: unknown) => send({ type: "openFailed", error: toWireError(thrown) }),
      );
      return;
    case "verify":
      configureRuntime(runtimeUrl(data.assetsUrl), 1);
      void verify(data.model, data.assetsUrl).then((speaksInPieces) => send({ type: "verified", speaksInPieces }));
      return;
    case "synthesise":
      wanted.add(data.id);
      previous = previous.then(() => synthesise(data.id, data.text, data.speakerId));
      return;
    case "cancel":
      wanted.delete(data.id);
  }
});

function openEngine(source: EngineSource, assetsUrl: string): Promise<Engine> {
  const assets = packagedEspeakAssets(`${assetsUrl}espeak/`);
  if (source.kind === "instant") return openInstantEngine(source.espeakVoice, assets);
  configureRuntime(runtimeUrl(assetsUrl), source.threads);
  return openPiperEngine(source, assets, assetsUrl);
}

function runtimeUrl(assetsUrl: string): string {
  return `${assetsUrl}onnxruntime/`;
}

async function verify(model: File, assetsUrl: string): Promise<boolean> {
  const bytes = new Uint8Array(await model.arrayBuffer());
  const cut = await cutModel(bytes);
  return cut !== undefined && (await verifyCut(bytes, cut, await openWorkshop(assetsUrl, 1)));
}

async function synthesise(id: number, text: string, speakerId: number): Promise<void> {
  try {
    if (!engine) throw new Error("synthesise before open");
    const loaded = await engine;
    const emit = (chunk: Chunk): boolean => {
      if (wanted.has(id)) send({ type: "chunk", id, chunk }, [chunk.samples.buffer]);
      return wanted.has(id);
    };
    if (wanted.has(id)) await loaded.synthesise(text, speakerId, emit);
    send({ type: "done", id, memoryBytes: loaded.memoryBytes() });
  } catch (thrown) {
    send({ type: "failed", id, error: toWireError(thrown) });
  } finally {
    wanted.delete(id);
  }
}

/** The browser compiles what runs often a second time, with more care: a voice that nobody waits for speaks to itself until that is done. */
async function warmUp(loaded: Engine): Promise<void> {
  for (let time = 0; time < WARM_UP_TIMES && wanted.size === 0; time++) {
    await loaded.synthesise("One moment, please.", 0, () => wanted.size === 0).catch(() => undefined);
    await nextTask();
  }
}

function send(event: WorkerEvent, transfer: Transferable[] = []): void {
  postMessage(event, { transfer });
}
