import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";
import type { Plugin } from "esbuild";

/** The encoders whose files contain the script of their worker as a string, and start it from a `blob:` address. */
const encoders = ["mp3", "aac"] as const;

/** The file of each encoder, and the package's name of its worker's script, beside the script that starts it. */
export const encoderWorkers = encoders.map((name) => ({
  entry: `node_modules/@mediabunny/${name}-encoder/dist/bundles/mediabunny-${name}-encoder.mjs`,
  fileName: `${name}-worker.js`,
}));
const filter = /mediabunny-(?:mp3|aac)-encoder\.mjs$/;

/** Lets the encoders start their workers from the package: the browser allows extensions no scripts at `blob:` addresses. */
export const startsPackagedWorkers: Plugin = {
  name: "starts-packaged-workers",
  setup: ({ onLoad }) =>
    onLoad({ filter }, async ({ path }) => {
      const { before, after } = await splitAtWorker(path);
      const fileName = encoderWorkers.find(({ entry }) => path.endsWith(entry))?.fileName;
      return { contents: `${before}return new Worker(${JSON.stringify(fileName)});${after}`, loader: "js" };
    }),
};

/** Makes the bundle of an encoder's file the script of its worker. */
export const takesWorkerScript: Plugin = {
  name: "takes-worker-script",
  setup: ({ onLoad }) =>
    onLoad({ filter }, async ({ path }) => {
      const script: unknown = runInNewContext((await splitAtWorker(path)).literal);
      if (typeof script !== "string") throw new Error("the worker of an encoder is not a string");
      return { contents: script, loader: "js" };
    }),
};

/** The file around the statement that starts the worker, and the literal with the worker's script. */
async function splitAtWorker(path: string): Promise<{ before: string; literal: string; after: string }> {
  const source = await readFile(path, "utf8");
  const [, before, literal, after] = /^([^]*)return inlineWorker\(((['`])[^]*\3)\);([^]*)$/.exec(source)?.toSpliced(3, 1) ?? [];
  if (before === undefined || literal === undefined || after === undefined) {
    throw new Error("an encoder starts its worker in another way than expected");
  }
  return { before, literal, after };
}
