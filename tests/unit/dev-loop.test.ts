import assert from "node:assert/strict";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { runDevLoop } from "../../scripts/dev/dev-loop.ts";
import { watchTree } from "../../scripts/dev/watch-tree.ts";

async function watchedFolder(
  t: TestContext,
): Promise<{ folder: string; next: () => Promise<readonly string[]>; end: () => void; isDone: () => Promise<boolean> }> {
  const folder = await mkdtemp(join(tmpdir(), "watched-"));
  const controller = new AbortController();
  t.after(async () => {
    controller.abort();
    await rm(folder, { recursive: true });
  });
  await mkdir(join(folder, "popup", "parts"), { recursive: true });
  await mkdir(join(folder, "node_modules"));
  await writeFile(join(folder, "popup", "index.ts"), "1");
  const changes = watchTree(folder, controller.signal);
  return {
    folder,
    next: async () => [...((await changes.next()).value ?? [])].sort(),
    end: () => controller.abort(),
    isDone: async () => (await changes.next()).done ?? false,
  };
}

test("written, replaced, created and removed files are reported, and changes that belong together are reported together", async (t) => {
  const { folder, next } = await watchedFolder(t);
  const file = join(folder, "popup", "index.ts");
  await writeFile(file, "2");
  assert.deepEqual(await next(), ["popup/index.ts"]);
  // Editors save by replacing the file. Node's own recursive watching would lose it here.
  for (const content of ["3", "4"]) {
    await writeFile(join(folder, ".swap"), content);
    await rename(join(folder, ".swap"), file);
    assert.deepEqual(await next(), ["popup/index.ts"]);
  }
  await Promise.all([writeFile(join(folder, "manifest.json"), "{}"), writeFile(join(folder, "popup", "parts", "a.ts"), "")]);
  assert.deepEqual(await next(), ["manifest.json", "popup/parts/a.ts"]);
  await rm(file);
  assert.deepEqual(await next(), ["popup/index.ts"]);
});

test("a new folder is watched too, even if one with its name was removed", async (t) => {
  const { folder, next } = await watchedFolder(t);
  const late = join(folder, "late");
  for (let round = 0; round < 2; round++) {
    await mkdir(join(late, "deep"), { recursive: true });
    await writeFile(join(late, "deep", "a.ts"), "");
    assert.ok((await next()).includes("late/deep/a.ts"));
    await writeFile(join(late, "deep", "a.ts"), "changed");
    assert.deepEqual(await next(), ["late/deep/a.ts"]);
    await rm(late, { recursive: true });
    assert.ok((await next()).includes("late/deep/a.ts"));
  }
});

test("changes by tools and git are not reported, and watching ends with its signal", async (t) => {
  const { folder, next, end, isDone } = await watchedFolder(t);
  await writeFile(join(folder, "node_modules", "a.js"), "");
  await mkdir(join(folder, "dist"));
  await writeFile(join(folder, "dist", "a.js"), "");
  await writeFile(join(folder, "popup", "b.ts"), "");
  assert.deepEqual(await next(), ["popup/b.ts"]);
  const isOver = isDone();
  end();
  assert.equal(await isOver, true);
});

test("each change is built and loaded; an error is reported and the next change is processed; without anything new, nothing is loaded", async () => {
  const said: string[] = [];
  const loads: string[] = [];
  async function* changes(): AsyncGenerator<ReadonlySet<string>> {
    yield new Set(["broken.ts"]);
    yield new Set(["README.md"]);
    yield new Set(["popup/index.ts", "popup/model.ts"]);
    yield new Set(["unloadable.ts"]);
    yield new Set(["manifest.json"]);
  }
  let last = "";
  await runDevLoop(changes(), {
    async build(changed = new Set(["everything"])) {
      last = [...changed].join();
      if (last === "broken.ts") throw new Error("broken.ts:1:1: Expected a name");
      return last === "README.md" ? [] : [...changed];
    },
    async load() {
      if (last === "unloadable.ts") throw new Error("The browser has gone");
      loads.push(last);
    },
    say: (message) => void said.push(message.replaceAll(/\d+ ms/g, "0 ms")),
  });
  assert.deepEqual(loads, ["everything", "popup/index.ts,popup/model.ts", "manifest.json"]);
  assert.deepEqual(said, [
    "everything: built in 0 ms, loaded in 0 ms",
    "✖ Not loaded. broken.ts:1:1: Expected a name",
    "popup/index.ts and 1 more: built in 0 ms, loaded in 0 ms",
    "✖ Not loaded. The browser has gone",
    "manifest.json: built in 0 ms, loaded in 0 ms",
  ]);
});
