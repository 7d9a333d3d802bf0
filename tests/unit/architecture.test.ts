import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";

const root = resolve(import.meta.dirname, "../..");
const topFolders = ["engine", "src", "content", "offscreen", "popup", "options", "reader", "ui", "tools", "scripts", "bench", "tests"];

interface Import {
  from: string;
  to: string;
}

/** Every import from one of our files to another, as paths from the root. */
function allImports(): Import[] {
  const files = topFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.split(/[\\/]/).includes("node_modules"))
      .map((path) => join(folder, path)),
  );
  return files.flatMap((from) => {
    const source = readFileSync(join(root, from), "utf8");
    const specifiers = [
      ...source.matchAll(/^(?:import|export)\b[^;]*?\bfrom\s*"(\.[^"]+)"|^import\s*"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm),
    ];
    return specifiers.map(([, named, bare, dynamic]) => ({
      from,
      to: relative(root, resolve(root, dirname(from), named ?? bare ?? dynamic ?? "")),
    }));
  });
}

const imports = allImports();

/** What each part of the product may import besides itself, by the beginnings of paths. The first that matches a file counts. */
const allowed: readonly [from: string, to: readonly string[]][] = [
  ["engine/", []],
  ["src/shared/", []],
  ["src/background/", ["src/shared/"]],
  ["content/", ["src/shared/"]],
  ["offscreen/sessions/", ["src/shared/", "offscreen/vocabulary.ts", "engine/index.ts"]],
  ["offscreen/text/", ["src/shared/", "offscreen/vocabulary.ts"]],
  ["offscreen/maths/", ["src/shared/", "offscreen/vocabulary.ts"]],
  ["offscreen/voice/", ["src/shared/", "offscreen/vocabulary.ts"]],
  ["offscreen/cache/", ["src/shared/", "offscreen/vocabulary.ts"]],
  ["offscreen/playback/", ["src/shared/", "offscreen/vocabulary.ts"]],
  ["offscreen/export/", ["src/shared/", "offscreen/vocabulary.ts"]],
  ["offscreen/vocabulary.ts", ["src/shared/", "engine/index.ts"]],
  ["offscreen/index.ts", ["src/shared/", "offscreen/", "engine/index.ts"]],
  ["offscreen/", ["src/shared/", "offscreen/"]],
  ["ui/", ["src/shared/"]],
  ["popup/", ["src/shared/", "ui/"]],
  ["options/", ["src/shared/", "ui/"]],
  ["reader/document/", ["src/shared/"]],
  ["reader/pdf/", ["src/shared/", "reader/document/"]],
  ["reader/formats/", ["src/shared/", "reader/document/", "reader/pdf/"]],
  ["reader/", ["src/shared/", "ui/"]],
];

test("each part of the product imports only what it may", () => {
  const wrong = imports.filter(({ from, to }) => {
    const rule = allowed.find(([part]) => from.startsWith(part));
    return rule && !to.startsWith(rule[0]) && !rule[1].some((part) => to.startsWith(part));
  });
  assert.deepEqual(wrong, []);
});

test("tools, scripts, bench and tests build on each other in that order, and the product on none of them", () => {
  const order = ["tools/", "scripts/", "bench/", "tests/"];
  const levelOf = (path: string): number => order.findIndex((part) => path.startsWith(part));
  // The engine has its own tests.
  const wrong = imports.filter(({ from, to }) => levelOf(to) > levelOf(from) || (levelOf(from) === 2 && levelOf(to) === 3));
  assert.deepEqual(wrong, []);
});

/** A folder, or a single file if the files of that folder are steps between its subfolders. */
function unitOf(path: string): string {
  const folder = dirname(path);
  return ["engine", "content", "offscreen", "scripts", "bench"].includes(folder) ? path : folder;
}

test("no two folders import each other, and there is no cycle of folders", () => {
  const graph = new Map<string, Map<string, Import>>();
  for (const each of imports) {
    const [from, to] = [unitOf(each.from), unitOf(each.to)];
    if (from === to) continue;
    const targets = graph.get(from) ?? new Map<string, Import>();
    graph.set(from, targets.set(to, each));
  }
  const finished = new Set<string>();
  const follow = (unit: string, path: string[]): void => {
    const at = path.indexOf(unit);
    if (at >= 0) {
      const circle = [...path.slice(at), unit];
      const edges = circle.slice(1).map((to, index) => graph.get(circle[index] ?? "")?.get(to));
      assert.fail(`a circle: ${circle.join(" -> ")}, by ${edges.map((edge) => `${edge?.from} -> ${edge?.to}`).join(", ")}`);
    }
    if (finished.has(unit)) return;
    for (const next of graph.get(unit)?.keys() ?? []) follow(next, [...path, unit]);
    finished.add(unit);
  };
  assert.ok(graph.size > 20, "the imports were found");
  for (const unit of graph.keys()) follow(unit, []);
});
