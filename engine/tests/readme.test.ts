import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { writeEntry } from "../build/build-package.ts";
import type { EngineErrorCode } from "../index.ts";
import type { ModelVerdict } from "../model-verdict.ts";

const readme = readFileSync(resolve(import.meta.dirname, "../README.md"), "utf8");

test("the README's example compiles against the built package, as strictly as a project may", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "readme-"));
  t.after(() => rm(folder, { recursive: true }));
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1];
  assert.ok(example, "there is an example");
  const installed = join(folder, "node_modules", "piper-in-the-browser");
  await writeEntry(join(installed, "dist"));
  await writeFile(join(installed, "package.json"), readFileSync(resolve(import.meta.dirname, "../package.json")));
  await mkdir(join(folder, "source"));
  await writeFile(
    join(folder, "source", "example.ts"),
    `${example}\ndeclare function play(samples: Float32Array, sampleRate: number): void;\n`,
  );
  const compilerOptions = {
    strict: true,
    target: "es2023",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2024", "dom"],
    types: [],
    noEmit: true,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["source"] }));
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("the README explains every error and every verdict", () => {
  const errors: Record<EngineErrorCode, true> = {
    modelChanged: true,
    configInvalid: true,
    voiceFailed: true,
    outOfMemory: true,
    assetMissing: true,
  };
  const verdicts: Record<ModelVerdict["kind"], true> = {
    streams: true,
    whole: true,
    mute: true,
    unknown: true,
    notOnnx: true,
    notPiper: true,
  };
  assert.deepEqual(
    Object.keys({ ...errors, ...verdicts }).filter((name) => !readme.includes(`\`${name}\``)),
    [],
  );
});
