import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { test } from "node:test";
import { build, type Plugin } from "esbuild";
import { env } from "onnxruntime-web/wasm";
import { openPiperVoice } from "../piper-voice.ts";
import { builtEspeakAssets } from "./phonemes/built-espeak-assets.ts";
import { makeToneVoice } from "./voices/tone-voice.ts";

// ONNX Runtime cannot start threads in Node.
env.wasm.numThreads = 1;

const assets = await builtEspeakAssets();
const parameters = { sampleRate: 22_050, espeakVoice: "en-us", noiseScale: 0.667, lengthScale: 1, noiseW: 0.8, speakerCount: 1 };

/** The code of the error with which opening `model` fails if `installed` was installed; "none" if it opens. */
const failureOf = (model: BlobPart, installed: Uint8Array): Promise<string> => {
  const sha256 = createHash("sha256").update(installed).digest("hex");
  return openPiperVoice(
    { kind: "piper", model: new File([model], "model.onnx"), sha256, parameters, streams: false, threads: 1 },
    assets,
    "",
  ).then(
    () => "none",
    (thrown: { code: string }) => thrown.code,
  );
};

test("opening fails with modelChanged if the model is not what was installed, and for no other reason", async () => {
  const whole = Uint8Array.from(makeToneVoice({ paddingBytes: 10_000 }).model);
  const flipped = Uint8Array.from(whole);
  flipped[6_000] = (flipped[6_000] ?? 0) ^ 1;
  assert.equal(await failureOf(whole, whole), "none");
  // The first model would load and speak, the second would not.
  assert.equal(await failureOf(flipped, whole), "modelChanged");
  assert.equal(await failureOf(whole.slice(0, 1_000), whole), "modelChanged");
  assert.equal(await failureOf(new Uint8Array(1_000), new Uint8Array(1_000)), "voiceFailed");
});

test("a model that cannot be read is not reported as changed", async () => {
  const whole = Uint8Array.from(makeToneVoice().model);
  const model = Object.assign(new File([whole], "model.onnx"), {
    arrayBuffer: () => Promise.reject(new DOMException("a fault of the disk", "NotReadableError")),
  });
  const sha256 = createHash("sha256").update(whole).digest("hex");
  await assert.rejects(openPiperVoice({ kind: "piper", model, sha256, parameters, streams: false, threads: 1 }, assets, ""), {
    code: "voiceFailed",
  });
});

/** Runs the worker's script in this thread, with a fake ONNX Runtime that creates a memory while it is imported and rejects every model. */
async function runWorker(t: { after(undo: () => void): void }) {
  const fakeRuntime: Plugin = {
    name: "fake-runtime",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^onnxruntime-web\/wasm$/ }, () => ({ path: "fakeRuntime", namespace: "test" }));
      const create = `create: () => Promise.reject(new Error("no"))`;
      onLoad({ filter: /./, namespace: "test" }, () => ({
        contents: `new WebAssembly.Memory({ initial: 3 }); export const env = { wasm: {} }; export const InferenceSession = { ${create} }; export class Tensor {}`,
      }));
    },
  };
  const folder = resolve(import.meta.dirname, "..");
  const { outputFiles } = await build({
    stdin: { contents: `import "./worker.ts"; export { wasmMemoryBytes } from "./wasm-memory.ts";`, resolveDir: folder, loader: "ts" },
    bundle: true,
    format: "iife",
    globalName: "engineWorker",
    platform: "browser",
    // Only Node runs the code that imports it.
    external: ["module"],
    write: false,
    logLevel: "error",
    plugins: [fakeRuntime],
  });
  const { Memory } = WebAssembly;
  const sent: unknown[] = [];
  let listener: (event: { data: unknown }) => void = () => undefined;
  const addEventListener = (_type: string, added: typeof listener): void => void (listener = added);
  const postMessage = (message: unknown): void => void sent.push(message);
  const script = new Function("addEventListener", "postMessage", `${outputFiles[0]?.text}; return engineWorker;`) as (
    ...globals: unknown[]
  ) => { wasmMemoryBytes(): number };
  t.after(() => void (WebAssembly.Memory = Memory));
  const { wasmMemoryBytes } = script(addEventListener, postMessage);
  return { wasmMemoryBytes, sent, receive: (data: unknown) => listener({ data }) };
}

test("the worker counts every wasm memory, also one that is created during imports", async (t) => {
  assert.equal((await runWorker(t)).wasmMemoryBytes(), 3 * 65_536);
});

test("the worker answers a request to verify even if the model or the engine's files cannot be read", async (t) => {
  const { sent, receive } = await runWorker(t);
  const unreadable = { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotFoundError")) };
  for (const model of [new Blob([Uint8Array.from(makeToneVoice().model)]), unreadable]) {
    receive({ type: "verify", model, speakerCount: 1, assetsUrl: "http://127.0.0.1:1/" });
    while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(sent.splice(0), [{ type: "verified", verdict: { kind: "unknown" } }]);
  }
});
