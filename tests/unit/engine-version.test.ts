import assert from "node:assert/strict";
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { engineVersion } from "../../scripts/build/engine-version.ts";

const root = resolve(import.meta.dirname, "../..");
/** The parts of a package that affect the sound. */
const heard = [
  "engine/worker.js",
  "engine/thread-pool-worker.js",
  "engine/kernels.wasm",
  "engine/kernels-shared.wasm",
  "engine/onnxruntime/ort-wasm-simd-threaded.wasm",
  "engine/onnxruntime/ort-wasm-simd-threaded.mjs",
  "engine/espeak/base.bin",
  "engine/espeak/piper_phonemize.wasm",
  "engine/espeak/dictionaries/en_dict",
];
const unheard = ["popup/popup.js", "background.js", "offscreen/offscreen.js", "offscreen/catalogue.json"];

/** A package with a few bytes in each file, and a copy of the sources. */
async function scene(t: TestContext): Promise<{ built: string; sources: string; version: () => Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), "engine-version-"));
  t.after(() => rm(folder, { recursive: true }));
  const [built, sources] = [join(folder, "built"), join(folder, "sources")];
  for (const name of [...heard, ...unheard]) {
    await mkdir(dirname(join(built, name)), { recursive: true });
    await writeFile(join(built, name), name);
  }
  for (const name of ["offscreen", "engine", "src/shared", "tsconfig.base.json"])
    await cp(join(root, name), join(sources, name), { recursive: true });
  return { built, sources, version: () => engineVersion(built, sources) };
}

test("equal bytes always have the same version, wherever they are", async (t) => {
  const [one, other] = [await scene(t), await scene(t)];
  const version = await one.version();
  assert.match(version, /^[0-9a-f]{16}$/);
  assert.deepEqual([await one.version(), await other.version()], [version, version]);
});

test("every file that affects the sound changes it, and no other file does", async (t) => {
  const { built, version } = await scene(t);
  const seen = new Set([await version()]);
  for (const name of heard) {
    await appendFile(join(built, name), "!");
    seen.add(await version());
  }
  assert.equal(seen.size, heard.length + 1);
  for (const name of unheard) {
    await appendFile(join(built, name), "!");
    seen.add(await version());
  }
  assert.equal(seen.size, heard.length + 1);
});

test("a change in how text is split or made safe, or how samples are stored, changes it; a comment does not", async (t) => {
  const { sources, version } = await scene(t);
  const before = await version();
  const seen = new Set([before]);
  const changes = [
    ["offscreen/text/is-audible.ts", "\nexport const x = 1;"],
    ["offscreen/text/segmenter.ts", "\nexport const x = 1;"],
    ["offscreen/cache/sixteen-bit.ts", "\nexport const x = 1;"],
  ] as const;
  for (const [name, change] of changes) {
    const path = join(sources, name);
    const source = await readFile(path, "utf8");
    await writeFile(path, `// a word on it\n${source}`);
    assert.equal(await version(), before, name);
    await writeFile(path, source + change);
    seen.add(await version());
    await writeFile(path, source);
  }
  assert.equal(seen.size, changes.length + 1);
});

test("an incomplete package has no version", async (t) => {
  const { built, version } = await scene(t);
  await rm(join(built, "engine/kernels.wasm"));
  await assert.rejects(version(), { code: "ENOENT" });
});
