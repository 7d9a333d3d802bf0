import { existsSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { families } from "./build/package-contents.ts";

/** The maximum size of the compressed package, in bytes. */
const packageBudgetBytes = 20e6;

/** The maximum size of the compressed script that is injected into each page that is read, in bytes. */
const injectedBudgetBytes = 25_000;

/** Hosts that may appear in the package's code: the model host's, and those of links and identifiers from which nothing is loaded. */
const namedHosts = new Set([
  "huggingface.co",
  "www.w3.org",
  "web.dev",
  "github.com",
  "aomediacodec.github.io",
  "www.webmproject.org",
  "www.example.org",
]);

/** Hosts in the names that formats of documents have for their parts, and in what libraries try or say. Nothing is loaded from any of them. */
const hostsOfFormats = new Set(
  (
    "schemas.openxmlformats.org schemas.microsoft.com schemas.zwobble.org purl.oclc.org stuk.github.io purl.org www.idpf.org ns.adobe.com " +
    "www.daisy.org id.loc.gov www.editeur.org schema.org www.prismstandard.org invalid.invalid www.xfa.org www.apache.org a x example.com foo.bar"
  ).split(" "),
);

const codeEndings = new Set([".js", ".mjs", ".html", ".css", ".json"]);

const remoteCode: readonly [RegExp, string][] = [
  [/\beval\s*\(/, "eval"],
  [/\bnew\s+Function\s*\(/, "new Function"],
  [/\bFunction\s*\(\s*["'`]/, "Function called with code"],
  [/\bimportScripts\s*\(\s*["'`](?:https?:)?\/\//, "importScripts from a server"],
  [/\bimport\s*\(\s*["'`](?:https?:)?\/\//, "import from a server"],
  [/\b(?:from|import)\s*["'`](?:https?:)?\/\//, "a static import from a server"],
  [/\bWorker\s*\(\s*["'`](?:https?:)?\/\//, "a worker from a server"],
  [/<(?:script|link|iframe|img)\b[^>]+(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i, "an element that loads from a server"],
  [/(?:@import|(?<!new )\burl\()\s*["']?(?:https?:)?\/\//i, "a style that loads from a server"],
  [/cdnjs|jsdelivr|unpkg\.com|esm\.sh|skypack/i, "a CDN's address"],
];

/** Sources that the content security policy may allow. */
const allowedSources = /^(?:'self'|'none'|'wasm-unsafe-eval')$/;

/**
 * The package's policy allows connections to every site, because the reader fetches the documents that a person asks it for. Every other page
 * closes that again.
 */
const narrowPolicy =
  /<meta\s+http-equiv="Content-Security-Policy"\s+content="connect-src 'self' https:\/\/huggingface\.co https:\/\/\*\.huggingface\.co https:\/\/\*\.hf\.co"/;

/** Checks the packages in `dist`. Each fault is one line: remote code, an unknown host, an unnecessary permission, too many bytes. */
export async function checkDist(
  dist: string = resolve(import.meta.dirname, "../dist"),
  budgetBytes = packageBudgetBytes,
): Promise<{ faults: string[]; packageBytes: Record<string, number> }> {
  const faults: string[] = [];
  const packageBytes: Record<string, number> = {};
  for (const family of families) {
    if (!existsSync(join(dist, family, "manifest.json"))) {
      faults.push(`${family}: it is not built`);
      continue;
    }
    const contents = await filesBelow(join(dist, family));
    packageBytes[family] = zipSync(contents).length;
    if (packageBytes[family] > budgetBytes)
      faults.push(`${family}: ${packageBytes[family]} bytes compressed, the budget is ${budgetBytes}`);
    for (const [name, bytes] of Object.entries(contents)) {
      const found = codeEndings.has(extname(name)) ? faultsIn(new TextDecoder().decode(bytes), name) : [];
      if (name === "follow.js" && gzipSync(bytes).length > injectedBudgetBytes)
        found.push(`${gzipSync(bytes).length} bytes compressed, the budget is ${injectedBudgetBytes}`);
      if (name === "manifest.json") found.push(...manifestFaults(JSON.parse(new TextDecoder().decode(bytes))));
      faults.push(...found.map((fault) => `${join(family, name)}: ${fault}`));
    }
  }
  return { faults, packageBytes };
}

function faultsIn(code: string, name: string): string[] {
  const found = remoteCode.flatMap(([pattern, name]) => (pattern.test(code) ? [name] : []));
  for (const [, host = ""] of code.matchAll(/(?:https?|wss?):\/\/([a-z0-9.-]+)/gi)) {
    if (!namedHosts.has(host.toLowerCase()) && !(/^reader\/(?:parts|pdf)\//.test(name) && hostsOfFormats.has(host.toLowerCase())))
      found.push(`the host ${host} is named`);
  }
  if (/^(?!reader\/).*\.html$/.test(name) && !narrowPolicy.test(code)) found.push("it may connect to every site");
  return [...new Set(found)];
}

interface CheckedManifest {
  host_permissions?: string[];
  content_scripts?: unknown[];
  content_security_policy?: { extension_pages?: string };
}

/** The extension may run in a page only when the user asks for it there, and its own pages may run code only from the package. */
function manifestFaults({ host_permissions, content_scripts, content_security_policy }: CheckedManifest): string[] {
  const directives = (content_security_policy?.extension_pages ?? "").split(";").map((directive) => directive.trim().split(/\s+/));
  const sourcesOf = (wanted: string): string[] => directives.find(([name]) => name === wanted)?.slice(1) ?? [];
  return [
    ...(host_permissions ? ["it asks for host permissions"] : []),
    ...(content_scripts ? ["it injects a script into pages by itself"] : []),
    ...(sourcesOf("default-src").join() === "'none'" ? [] : ["the policy's default-src is not 'none'"]),
    ...(sourcesOf("script-src").join(" ") === "'self' 'wasm-unsafe-eval'" ? [] : ["the policy allows other scripts than the package's"]),
    ...directives.flatMap(([name = "", ...sources]) =>
      sources
        // A sound that the extension makes itself has a `blob:` address, and so has an image of a document that a person opened.
        .filter((source) => !((name === "media-src" || name === "img-src") && source === "blob:"))
        .filter((source) => !(name === "connect-src" && (source === "https:" || source === "http:")))
        .filter((source) => !allowedSources.test(source))
        .map((source) => `${name} allows ${source}`),
    ),
  ];
}

/** The contents of the files in `folder`, by path. */
async function filesBelow(folder: string): Promise<Record<string, Uint8Array>> {
  const contents: Record<string, Uint8Array> = {};
  for (const path of await readdir(folder, { recursive: true })) {
    const file = join(folder, path);
    if ((await stat(file)).isFile()) contents[relative(folder, file)] = new Uint8Array(await readFile(file));
  }
  return contents;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { faults, packageBytes } = await checkDist();
  for (const [family, bytes] of Object.entries(packageBytes)) console.log(`${family}: ${(bytes / 1e6).toFixed(2)} MB compressed`);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
