import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { Catalogue, CatalogueFile } from "../../offscreen/voice/catalogue.ts";
import { makeToneVoice } from "../../engine/tests/voices/tone-voice.ts";

/** The digest in hexadecimal. */
export const digest = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest("hex");
/** The text in UTF-8. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

const tone = makeToneVoice();
/** The config of all voices in these tests. */
export const config = bytesOf(JSON.stringify(tone.config));
/** The model of the user's own voice. */
export const ownModel = new Uint8Array(tone.model);
/** The voices of the catalogue, and the model of each. */
export const voiceIds = ["en_US-alpha-medium", "fr_FR-beta-low", "de_DE-gamma-medium"] as const;
export const models = new Map(
  voiceIds.map((voiceId, nth) => [voiceId as string, Uint8Array.from({ length: 2_500 }, (_, at) => (at * (nth + 3)) % 251)]),
);
/** The files that the hosts serve. */
export const files = new Map<string, Uint8Array<ArrayBuffer>>(
  [...models].flatMap(
    ([voiceId, model]) =>
      [
        [`${voiceId}.onnx`, model],
        [`${voiceId}.onnx.json`, config],
      ] as const,
  ),
);
const fileOf = (path: string): CatalogueFile => {
  const bytes = files.get(path) ?? assert.fail(path);
  return { path, sizeBytes: bytes.length, md5: digest("md5", bytes) };
};
export const catalogue: Catalogue = {
  hosts: ["https://a.example", "https://b.example"],
  voices: voiceIds.map((voiceId) => ({
    voiceId,
    name: voiceId,
    language: "en-US",
    quality: "medium",
    speakers: [],
    model: fileOf(`${voiceId}.onnx`),
    config: fileOf(`${voiceId}.onnx.json`),
  })),
};

/** A browser session for the code under test: the root folder of its disk, and its network. */
export interface World {
  disk: FileSystemDirectoryHandle;
  fetch: typeof fetch;
}
/** The session in which code runs. Code of ended sessions is in the same process, and must not use the disk. */
const world = new AsyncLocalStorage<World>();
const { setTimeout, setInterval } = globalThis;
/** Makes timers a thousand times faster. */
const hasten = (ms = 0): number => ms / 1_000;
Object.assign(globalThis, {
  fetch: ((...given) => (world.getStore()?.fetch ?? assert.fail("no world"))(...given)) as typeof fetch,
  setTimeout: (act: () => void, ms?: number) => setTimeout(act, hasten(ms)),
  setInterval: (act: () => void, ms?: number) => setInterval(act, hasten(ms)).unref(),
});
Object.defineProperty(globalThis, "navigator", {
  configurable: true,
  value: { onLine: true, storage: { getDirectory: async () => world.getStore()?.disk ?? assert.fail("no world") } },
});

/** Runs `act`, and everything that it starts, in a session. */
export function inWorld<T>(session: World, act: () => T): T {
  return world.run(session, act);
}

/** One turn of the event loop. */
export const turn = (): Promise<void> => new Promise(setImmediate);
