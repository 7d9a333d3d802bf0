import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import manifest from "../../manifest.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");
const packageJson = JSON.parse(read("package.json")) as {
  version: string;
  license: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const lock = JSON.parse(read("package-lock.json")) as {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string }>;
};

/** The files in the repository, including new ones that are not yet added. A copy without git cannot list them. */
function repositoryFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A file that was just removed is still in the list.
  return listed.split("\n").filter((path) => path !== "" && existsSync(`${root}/${path}`));
}
const skip = !existsSync(`${root}/.git`) && "this folder is not a git repository";
const files = skip ? [] : repositoryFiles();
const textFiles = files.filter((path) => !/\.(?:png|gz|wav)$/.test(path));

test("no file contains a path of a developer's machine", { skip }, () => {
  const folders = /(?<![\w.:/-])(?:\/(?:home|Users|root|work|tmp|mnt)\/[\w.-]|[A-Z]:\\\\?Users\\)/;
  const exceptions = new Set(["tests/unit/repository.test.ts"]);
  const naming = textFiles.filter((path) => !exceptions.has(path) && folders.test(read(path)));
  assert.ok(textFiles.length > 100, "the files were found");
  assert.deepEqual(naming, []);
});

test("packages are locked by their hash and not by their source", () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  assert.ok(packages.length > 100, "the packages were found");
  assert.deepEqual(
    packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path),
    [],
  );
  assert.deepEqual(
    packages.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path),
    [],
  );
  assert.doesNotMatch(read("package-lock.json"), /registry\.|\/npm\//);
});

test("every dependency is pinned, to the version that is locked", () => {
  for (const [name, version] of Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
    assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name);
  }
});

test("one version and one licence everywhere", () => {
  assert.equal(manifest.version, packageJson.version);
  assert.equal(lock.packages[""]?.version, packageJson.version);
  assert.match(read("CHANGELOG.md"), new RegExp(`^## \\[${packageJson.version.replaceAll(".", "\\.")}\\]`, "m"));
  assert.equal(packageJson.license, "GPL-3.0-or-later");
  assert.match(read("LICENSE"), /GNU GENERAL PUBLIC LICENSE\s+Version 3/);
});

test("every packaged dependency is named in the third-party notices", () => {
  const notices = read("THIRD-PARTY.md");
  assert.deepEqual(
    Object.keys(packageJson.dependencies).filter((name) => !notices.includes(`\`${name}\``)),
    [],
  );
});

test("file names are in kebab-case and meaningful", { skip }, () => {
  const givenNames = /^(?:README|LICENSE|ARCHITECTURE|CHANGELOG|CONTRIBUTING|RESULTS|THIRD-PARTY)(?:\.md)?$/;
  const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;
  assert.deepEqual(
    files.filter((path) => !givenNames.test(basename(path)) && !kebab.test(basename(path))),
    [],
  );
  assert.deepEqual(
    files.filter((path) => /(?:^|[/-])(?:utils?|helpers?|managers?|services?|common|misc)(?:\.|\/)/.test(path)),
    [],
  );
});

test("every link and picture in the documents leads to a file", () => {
  for (const document of ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "THIRD-PARTY.md"]) {
    const targets = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)|(?:src|srcset)="(?!https?:)([^"]+)"/g)].map(
      ([, link, source]) => link ?? source ?? "",
    );
    assert.deepEqual(
      targets.filter((target) => !existsSync(`${root}/${target}`)),
      [],
      document,
    );
  }
});
