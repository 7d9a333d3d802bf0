import { watch } from "node:fs";
import { join } from "node:path";
import { context, type BuildContext, type BuildOptions, type Plugin } from "esbuild";
import { browserBundle } from "../build/bundle-options.ts";
import { compileAllKernels, engineFolder, engineScripts, writeEngineData, writeKernels } from "../build/engine-files.ts";

/** One saved file gives several events. */
const settleMs = 50;

/**
 * Writes the page's script and, below `engine/`, all that the engine loads at run time into `out`, with source maps. Where `onBuilt` is given, every change of a
 * source builds again what it is part of, and `onBuilt` hears of it; what does not build any more is told on the terminal and stays as it was.
 */
export async function buildDemo(out: string, onBuilt?: () => void): Promise<{ stop(): Promise<void> }> {
  const scripts: BuildOptions[] = [
    { entryPoints: [join(import.meta.dirname, "demo.ts")], outfile: join(out, "demo.js"), format: "esm" },
    ...engineScripts.map(({ entry, outfile, options }) => ({
      ...options,
      entryPoints: [join(engineFolder, entry)],
      outfile: join(out, "engine", outfile),
    })),
  ];
  const kernels = async (): Promise<void> => writeKernels(await compileAllKernels(), join(out, "engine"));

  const contexts: BuildContext[] = await Promise.all(
    scripts.map((script) =>
      context({ ...browserBundle, ...script, sourcemap: true, logLevel: "warning", plugins: onBuilt ? [tell(onBuilt)] : [] }),
    ),
  );
  const dispose = async (): Promise<void> => void (await Promise.all(contexts.map((one) => one.dispose())));
  try {
    await Promise.all([...contexts.map((one) => one.rebuild()), kernels(), writeEngineData(join(out, "engine"))]);
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
  if (!onBuilt) return { stop: dispose };

  await Promise.all(contexts.map((one) => one.watch()));
  const compile = (): void => void kernels().then(onBuilt, (thrown: unknown) => process.stderr.write(`${String(thrown)}\n`));
  const watchers = [
    onChange(import.meta.dirname, /\.(?:html|css)$/, onBuilt),
    onChange(join(engineFolder, "kernels", "wasm"), /\.ts$/, compile),
  ];
  return {
    async stop() {
      for (const stopWatching of watchers) stopWatching();
      await dispose();
    },
  };
}

function tell(onBuilt: () => void): Plugin {
  return { name: "tell", setup: ({ onEnd }) => onEnd(({ errors }) => void (errors.length === 0 && onBuilt())) };
}

/** Calls `then` after files in `folder` have changed whose names match; gives what ends that. */
function onChange(folder: string, names: RegExp, then: () => void): () => void {
  let settling: ReturnType<typeof setTimeout> | undefined;
  const watcher = watch(folder, (_, name) => {
    if (name === null || !names.test(name)) return;
    clearTimeout(settling);
    settling = setTimeout(then, settleMs);
  });
  return () => {
    clearTimeout(settling);
    watcher.close();
  };
}
