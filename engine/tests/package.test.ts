/** @file The engine as a package of its own: what it needs is in its package.json, and what it publishes needs nothing more. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { buildPackage } from "../build/build-package.ts";

const root = resolve(import.meta.dirname, "..");
const { devDependencies, exports, scripts, ...rest } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  devDependencies: Record<string, string>;
  exports: { ".": { types: string; default: string } };
  scripts: Record<string, string>;
  dependencies?: Record<string, string>;
};

const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).map((path) => path.replaceAll("\\", "/"));
const sources = filesIn(root).filter((path) => /\.m?[jt]s$/.test(path) && !/^(?:dist|node_modules)\//.test(path));
const isForDevelopment = (path: string): boolean => /^(?:tests|demo)\//.test(path);

/** What a file imports or resolves. */
function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport|\bimport\(|\bresolve\w*\()\s*"([^"\n]+)"/g)].map(
    ([, name = ""]) => name,
  );
}

const isPackage = (name: string): boolean => /^[@\w][^\s:]*$/.test(name) && !builtinModules.includes(name);
const packagesOf = (paths: readonly string[]): string[] => {
  const names = paths.flatMap((path) => importsOf(join(root, path)).filter(isPackage));
  return [...new Set(names.map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/")))];
};

test("every package that is imported is named, and every one that is named is used", () => {
  assert.ok(sources.length > 100, "the sources were found");
  const used = packagesOf(sources);
  assert.deepEqual(
    used.filter((name) => !(name in devDependencies)),
    [],
  );
  // The loader is named in the scripts, the types of Node in tsconfig.json.
  const named = (name: string): boolean =>
    used.includes(name) || Object.values(scripts).some((script) => script.includes(name)) || name === "@types/node";
  assert.deepEqual(
    Object.keys(devDependencies).filter((name) => !named(name)),
    [],
  );
});

test("nothing outside of the engine is imported", () => {
  const targets = sources.flatMap((path) =>
    importsOf(join(root, path))
      .filter((name) => name.startsWith("."))
      .map((name) => relative(root, resolve(root, dirname(path), name))),
  );
  assert.deepEqual(
    targets.filter((target) => target.startsWith("..")),
    [],
  );
});

test("the build gives an entry with its types, which import nothing else, and what the engine loads at run time", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "package-"));
  t.after(() => rm(folder, { recursive: true }));
  const built = (path: string): string => join(folder, path.replace("./dist/", ""));
  await buildPackage(folder);
  assert.ok(existsSync(built(exports["."].types)));
  assert.ok("openVoice" in (await import(built(exports["."].default))));
  const code = filesIn(folder).filter((path) => !path.startsWith("assets/") && /\.(?:js|ts)$/.test(path));
  assert.deepEqual([code.flatMap((path) => importsOf(join(folder, path)).filter(isPackage)), rest.dependencies], [[], undefined]);
  const assets = filesIn(join(folder, "assets"));
  for (const path of [
    "worker.js",
    "thread-pool-worker.js",
    "kernels.wasm",
    "kernels-shared.wasm",
    "onnxruntime/ort-wasm-simd-threaded.wasm",
    "espeak/base.bin",
  ])
    assert.ok(assets.includes(path), path);
});

test("sources, README and licence are published, tests and demo are not", { skip: !hasNpm() && "no npm here" }, () => {
  const [{ files }] = JSON.parse(npm("pack", "--dry-run", "--json", "--ignore-scripts", "--offline")) as [{ files: { path: string }[] }];
  const published = files.map(({ path }) => path);
  const wanted = [
    ...sources.filter((path) => !isForDevelopment(path)),
    "README.md",
    "LICENSE",
    "package.json",
    "tsconfig.json",
    "tsconfig.base.json",
  ];
  assert.deepEqual(
    wanted.filter((path) => !published.includes(path)),
    [],
  );
  assert.deepEqual(published.filter(isForDevelopment), []);
});

function npm(...args: string[]): string {
  return execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
}

function hasNpm(): boolean {
  try {
    return npm("--version") !== "";
  } catch {
    return false;
  }
}
