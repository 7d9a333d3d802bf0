import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle, type BuildOptions } from "esbuild";
import manifest from "../manifest.json" with { type: "json" };
import { makeCatalogue } from "./catalogue.ts";
import { engineVersion } from "./engine-version.ts";
import { writeEspeakData } from "./espeak-data.ts";
import { firefoxManifest } from "./firefox-manifest.ts";
import { compileKernels } from "./kernels.ts";

const root = resolve(import.meta.dirname, "..");

/** The browser families that get a folder below `dist`. */
export const families = ["chromium", "firefox"] as const;
export type Family = (typeof families)[number];

/** Builds `dist/chromium` and `dist/firefox` anew. */
export async function build(): Promise<void> {
  const kernels = { "kernels.wasm": await compileKernels(false), "kernels-shared.wasm": await compileKernels(true) };
  await Promise.all(families.map((family) => buildFamily(family, kernels)));
}

async function buildFamily(family: Family, kernels: Record<string, Uint8Array>): Promise<void> {
  const out = join(root, "dist", family);
  await rm(out, { recursive: true, force: true });
  await mkdir(join(out, "offscreen"), { recursive: true });
  await Promise.all([
    ...Object.entries(kernels).map(([name, wasm]) => writeFile(join(out, "offscreen", name), wasm)),
    writeJson(join(out, "manifest.json"), family === "firefox" ? firefoxManifest(manifest) : manifest),
    bundleEngine(out),
    bundleStyles(out),
    copyAssets(out),
    writeEspeakData(join(out, "espeak")),
    makeCatalogue().then((catalogue) => writeJson(join(out, "offscreen/catalogue.json"), catalogue)),
  ]);
  await bundleContexts(family, out, await engineVersion(out, root));
}

const common: BuildOptions = {
  bundle: true,
  platform: "browser",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  minifySyntax: true,
  minifyWhitespace: true,
  // ONNX Runtime's wasm and its loader are packaged as files of their own.
  conditions: ["onnxruntime-web-use-extern-wasm"],
  logLevel: "warning",
};

function bundlePage(out: string, entry: string, outfile: string, define: Record<string, string> = {}): Promise<unknown> {
  return bundle({ ...common, define, format: "iife", entryPoints: [join(root, entry)], outfile: join(out, outfile) });
}

/** The pages' styles, each in one file with what it imports, for the oldest browsers that the manifest allows. */
async function bundleStyles(out: string): Promise<void> {
  const entryPoints = ["ui/ui.css", "popup/popup.css", "options/options.css"].map((path) => join(root, path));
  const oldest = [`chrome${manifest.minimum_chrome_version}`, `firefox${manifest.browser_specific_settings.gecko.strict_min_version}`];
  await bundle({ ...common, target: oldest, entryPoints, outbase: root, outdir: out });
}

/** What the offscreen document is told the version of. */
async function bundleEngine(out: string): Promise<void> {
  await Promise.all([
    bundlePage(out, "offscreen/synthesis/worker/streaming/crew-worker.ts", "offscreen/crew-worker.js"),
    bundle({
      ...common,
      format: "esm",
      // eSpeak NG's glue loads Node's modules when it finds itself in Node, which it never does here.
      external: ["module", "fs", "path", "url"],
      entryPoints: [join(root, "offscreen/synthesis/worker/index.ts")],
      outfile: join(out, "offscreen/engine-worker.js"),
    }),
  ]);
}

async function bundleContexts(family: Family, out: string, version: string): Promise<void> {
  await Promise.all([
    bundlePage(out, `src/background/index.${family}.ts`, "background.js"),
    bundlePage(out, "offscreen/index.ts", "offscreen/offscreen.js", { ENGINE_VERSION: JSON.stringify(version) }),
    bundlePage(out, "offscreen/playback/worklet/pcm-player.ts", "offscreen/playback-worklet.js"),
    bundlePage(out, "popup/index.ts", "popup/popup.js"),
    bundlePage(out, "options/index.ts", "options/options.js"),
    bundlePage(out, "src/background/page/own-page.ts", "own-page.js"),
    bundle({
      ...common,
      format: "iife",
      globalName: "selectionReader",
      // What a script that is put into a page answers is the value of its last expression.
      footer: { js: "selectionReader.answer;" },
      entryPoints: [join(root, "src/background/page/injected.ts")],
      outfile: join(out, "read-selection.js"),
    }),
  ]);
}

async function copyAssets(out: string): Promise<void> {
  const onnxruntime = join(root, "node_modules/onnxruntime-web/dist");
  const copies: [from: string, to: string][] = [
    [join(root, "_locales"), "_locales"],
    [join(root, "LICENSE"), "LICENSE"],
    [join(root, "THIRD-PARTY.md"), "THIRD-PARTY.md"],
    [join(root, "offscreen/offscreen.html"), "offscreen/offscreen.html"],
    [join(root, "popup/popup.html"), "popup/popup.html"],
    [join(root, "options/options.html"), "options/options.html"],
    ...["16", "32", "48", "128"].map((size): [string, string] => [join(root, `icons/icon-${size}.png`), `icons/icon-${size}.png`]),
    ...["mjs", "wasm"].map((ending): [string, string] => [
      join(onnxruntime, `ort-wasm-simd-threaded.${ending}`),
      `onnxruntime/ort-wasm-simd-threaded.${ending}`,
    ]),
  ];
  await Promise.all(copies.map(([from, to]) => cp(from, join(out, to), { recursive: true })));
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(value)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build();
