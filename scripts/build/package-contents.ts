import type { BuildOptions } from "esbuild";
import manifest from "../../manifest.json" with { type: "json" };
import { engineScripts } from "../../engine/build/engine-files.ts";
import { mathsLocales } from "../../offscreen/maths/maths-languages.ts";
import { mathsLibrary } from "./maths-library.ts";
import { encoderWorkers, startsPackagedWorkers, takesWorkerScript } from "./encoder-workers.ts";
import { withoutMadeCode } from "./without-made-code.ts";
import { stylesAsText } from "./styles-as-text.ts";

/** The browser families. Each gets its own package. */
export const families = ["chromium", "firefox"] as const;
export type Family = (typeof families)[number];

/** A script or style of a package. Paths are relative: `entry` to the repository, `outfile` to the package. */
export interface Bundle {
  readonly entry: string;
  readonly outfile: string;
  /** Further options for esbuild. Without them the script is in the format `iife`. */
  readonly options?: BuildOptions;
  /** It contains the version of the engine, which is computed from the built engine, so it is built afterwards. */
  readonly needsEngineVersion?: true;
  /** It is a module, and what it imports when it is needed becomes modules of their own beside it, in the folder `parts`. */
  readonly isSplit?: true;
}

/** A file or folder that is copied into a package unchanged. Paths are relative: `from` to the repository, `to` to the package. */
export interface Copy {
  readonly from: string;
  readonly to: string;
}

/** The AssemblyScript sources of the kernels, relative to the repository. */
export const kernelSources = "engine/kernels/wasm";

/** Styles are compiled for the oldest browsers that the manifest allows. */
const oldestBrowsers = [
  `chrome${manifest.minimum_chrome_version}`,
  `firefox${manifest.browser_specific_settings.gecko.strict_min_version}`,
];

/** What a script that contains the player needs. */
export const playerOptions = { plugins: [stylesAsText(oldestBrowsers)] } as const satisfies BuildOptions;

/** Every script and style of a family's package. */
export function bundlesOf(family: Family): readonly Bundle[] {
  return [
    ...engineScripts.map(({ entry, outfile, ...rest }) => ({ entry: `engine/${entry}`, outfile: `engine/${outfile}`, ...rest })),
    { entry: `src/background/index.${family}.ts`, outfile: "background.js" },
    { entry: "offscreen/index.ts", outfile: "offscreen/offscreen.js", needsEngineVersion: true },
    { entry: "offscreen/playback/worklet/pcm-player.ts", outfile: "offscreen/playback-worklet.js" },
    { entry: "offscreen/maths-worker.ts", outfile: "offscreen/maths-worker.js", options: { plugins: [mathsLibrary] } },
    { entry: "offscreen/export-worker.ts", outfile: "offscreen/export-worker.js", options: { plugins: [startsPackagedWorkers] } },
    ...encoderWorkers.map(({ entry, fileName }) => ({
      entry,
      outfile: `offscreen/${fileName}`,
      options: { plugins: [takesWorkerScript] },
    })),
    { entry: "popup/index.ts", outfile: "popup/popup.js" },
    { entry: "options/index.ts", outfile: "options/options.js" },
    { entry: "reader/index.ts", outfile: "reader/reader.js", isSplit: true, options: { plugins: [withoutMadeCode] } },
    {
      entry: "node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs",
      outfile: "reader/pdf/pdf.worker.js",
      options: { format: "esm", plugins: [withoutMadeCode] },
    },
    ...["ui/ui.css", "popup/popup.css", "options/options.css", "reader/reader.css"].map((path) => ({
      entry: path,
      outfile: path,
      options: { target: oldestBrowsers },
    })),
    { entry: "content/own-page.ts", outfile: "own-page.js", options: playerOptions },
    {
      entry: "content/follow/injected.ts",
      outfile: "follow.js",
      options: { ...playerOptions, alias: { "webextension-polyfill": "./content/follow/native-browser.ts" } },
    },
    { entry: "content/selection-button/index.ts", outfile: "selection-button.js" },
    { entry: "content/injected-read-article.ts", outfile: "read-article.js" },
    {
      entry: "content/injected-read-selection.ts",
      outfile: "read-selection.js",
      // The result of a script that is injected into a page is the value of its last expression.
      options: { globalName: "selectionReader", footer: { js: "selectionReader.answer;" } },
    },
  ];
}

/** Every file that both packages contain unchanged. */
export const copies: readonly Copy[] = [
  ...["_locales", "LICENSE", "THIRD-PARTY.md"].map(unmoved),
  ...["offscreen/offscreen.html", "popup/popup.html", "options/options.html", "reader/reader.html"].map(unmoved),
  ...["base", ...mathsLocales].map((name) => ({
    from: `node_modules/speech-rule-engine/lib/mathmaps/${name}.json`,
    to: `offscreen/maths/${name}.json`,
  })),
  ...["cmaps", "standard_fonts", "iccs", "wasm/jbig2.wasm", "wasm/openjpeg.wasm", "wasm/qcms_bg.wasm"].map((path) => ({
    from: `node_modules/pdfjs-dist/${path}`,
    to: `reader/pdf/${path}`,
  })),
  ...["16", "32", "48", "128"].map((size) => unmoved(`icons/icon-${size}.png`)),
];

function unmoved(path: string): Copy {
  return { from: path, to: path };
}
