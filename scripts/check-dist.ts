import { readFile, readdir, stat } from "node:fs/promises";
import { extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { zipSync } from "fflate";
import { families } from "./build.ts";

const dist = resolve(import.meta.dirname, "../dist");

/** What the compressed package may weigh, in bytes. */
const packageBudgetBytes = 20e6;

/** Hosts that code in the package may name: the model host's, and those of links and identifiers that nothing is loaded from. */
const namedHosts = new Set([
  "huggingface.co",
  "www.w3.org",
  "web.dev",
  "github.com",
]);

const codeEndings = new Set([".js", ".mjs", ".html", ".css", ".json"]);

const remoteCode: [RegExp, string][] = [
  [/\beval\s*\(/, "eval"],
  [/\bnew\s+Function\s*\(/, "new Function"],
  [/\bimportScripts\s*\(\s*["'`]https?:/, "importScripts from a server"],
  [/\bimport\s*\(\s*["'`]https?:/, "import from a server"],
  [/<script[^>]+src\s*=\s*["']?https?:/i, "a script from a server"],
  [/cdnjs|jsdelivr|unpkg\.com|esm\.sh|skypack/i, "a CDN's address"],
];

/** What is wrong with the built packages, a line each: code from elsewhere, an unknown host, too many bytes. */
export async function checkDist(): Promise<{ faults: string[]; packageBytes: Record<string, number> }> {
  const faults: string[] = [];
  const packageBytes: Record<string, number> = {};
  for (const family of families) {
    const files = await filesBelow(join(dist, family));
    const zipped = zipSync(Object.fromEntries(await Promise.all(files.map(async (file) => [file, new Uint8Array(await readFile(file))] as const))));
    packageBytes[family] = zipped.length;
    if (zipped.length > packageBudgetBytes) faults.push(`${family}: ${zipped.length} bytes compressed, the budget is ${packageBudgetBytes}`);
    for (const file of files.filter((name) => codeEndings.has(extname(name)))) {
      const name = relative(dist, file);
      faults.push(...faultsIn(await readFile(file, "utf8")).map((fault) => `${name}: ${fault}`));
    }
  }
  return { faults, packageBytes };
}

function faultsIn(code: string): string[] {
  const found = remoteCode.flatMap(([pattern, name]) => (pattern.test(code) ? [name] : []));
  for (const [, host = ""] of code.matchAll(/https?:\/\/([a-z0-9.-]+)/gi)) {
    if (!namedHosts.has(host)) found.push(`the host ${host} is named`);
  }
  return [...new Set(found)];
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.map((name) => join(folder, name));
  const kinds = await Promise.all(paths.map((path) => stat(path)));
  return paths.filter((_, i) => kinds[i]?.isFile());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { faults, packageBytes } = await checkDist();
  for (const [family, bytes] of Object.entries(packageBytes)) console.log(`${family}: ${(bytes / 1e6).toFixed(2)} MB compressed`);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
