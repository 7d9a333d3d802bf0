import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";

interface PackageJson {
  license: string;
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
}

const read = (path: string): PackageJson => JSON.parse(readFileSync(resolve(import.meta.dirname, "../..", path), "utf8")) as PackageJson;
const versionsOf = ({ dependencies, devDependencies }: PackageJson): Record<string, string> => ({ ...devDependencies, ...dependencies });

test("the engine alone has the packages that it has here, in the same versions and under the same licence", () => {
  const [ours, engine] = [read("package.json"), read("engine/package.json")];
  const installed = versionsOf(ours);
  const named = versionsOf(engine);
  assert.deepEqual(named, Object.fromEntries(Object.keys(named).map((name) => [name, installed[name]])));
  assert.equal(engine.license, ours.license);
});
