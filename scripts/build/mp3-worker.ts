import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";
import type { Plugin } from "esbuild";

/** The file of the MP3 encoder. It contains the script of its worker as a string, and starts it from a `blob:` address. */
export const mp3EncoderFile = "node_modules/@mediabunny/mp3-encoder/dist/bundles/mediabunny-mp3-encoder.mjs";
const filter = /mediabunny-mp3-encoder\.mjs$/;
/** The package's name of the worker's script, beside the script that starts it. */
export const mp3WorkerName = "mp3-worker.js";

/** Lets the MP3 encoder start its worker from the package: the browser allows extensions no scripts at `blob:` addresses. */
export const startsPackagedWorker: Plugin = {
  name: "starts-packaged-worker",
  setup: ({ onLoad }) =>
    onLoad({ filter }, async ({ path }) => {
      const { before, after } = await splitAtWorker(path);
      return { contents: `${before}return new Worker(${JSON.stringify(mp3WorkerName)});${after}`, loader: "js" };
    }),
};

/** Makes the bundle of the MP3 encoder's file the script of its worker. */
export const takesWorkerScript: Plugin = {
  name: "takes-worker-script",
  setup: ({ onLoad }) =>
    onLoad({ filter }, async ({ path }) => {
      const script: unknown = runInNewContext((await splitAtWorker(path)).literal);
      if (typeof script !== "string") throw new Error("the worker of the MP3 encoder is not a string");
      return { contents: script, loader: "js" };
    }),
};

/** The file around the statement that starts the worker, and the literal with the worker's script. */
async function splitAtWorker(path: string): Promise<{ before: string; literal: string; after: string }> {
  const source = await readFile(path, "utf8");
  const [, before, literal, after] = /^([^]*)return inlineWorker\(('.*')\);([^]*)$/.exec(source) ?? [];
  if (before === undefined || literal === undefined || after === undefined) {
    throw new Error("the MP3 encoder starts its worker in another way than expected");
  }
  return { before, literal, after };
}
