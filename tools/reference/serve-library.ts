import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/**
 * Serves a page that holds the library, with the wasm files of the packages that the extension uses too. `entry` is the page's script;
 * with `isolated` the page may use threads, as the extension does in Chromium.
 */
export async function serveLibrary({ entry = join(import.meta.dirname, "page.ts"), isolated = false } = {}): Promise<{
  origin: string;
  close(): void;
}> {
  const folders: Readonly<Record<string, string>> = {
    onnxruntime: dirname(require.resolve("onnxruntime-web")),
    piper: dirname(require.resolve("@diffusionstudio/piper-wasm/build/piper_phonemize.js")),
  };
  const script = await bundle(entry);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, folder = "", name = ""] = new URL(request.url ?? "/", "http://page").pathname.split("/");
    const found = folders[folder];
    response.setHeader("content-type", types[extname(name || folder)] ?? "text/html; charset=utf-8");
    if (isolated) {
      response.setHeader("cross-origin-opener-policy", "same-origin");
      response.setHeader("cross-origin-embedder-policy", "require-corp");
    }
    if (folder === "") response.end("<!doctype html><title>The library</title><script src='/page.js'></script>");
    else if (folder === "page.js") response.end(script);
    else if (found && /^\w[\w.-]*$/.test(name)) response.end(await readFile(join(found, name)).catch(() => ""));
    else response.writeHead(404).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2023",
    external: ["module", "fs", "path"],
    conditions: ["onnxruntime-web-use-extern-wasm"],
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
