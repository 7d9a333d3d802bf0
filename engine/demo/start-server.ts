import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".map": "application/json",
  ".wasm": "application/wasm",
};

const headers = {
  // These two make the page cross-origin isolated, without which no browser lets it use threads.
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cache-control": "no-store",
} as const;

/**
 * Serves the files of `folders`, the first that has one, on this machine only. An open page listens at `/changes`; `pages` holds, for each, what reloads it.
 * Rejects when `port` is taken; 0 is any free one.
 */
export async function startServer(
  folders: readonly string[],
  port: number,
  pages: Set<() => void>,
): Promise<{ origin: string; close(): Promise<void> }> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Parsing takes the dots out of a path.
    const { pathname } = new URL(request.url ?? "/", "http://demo");
    if (pathname === "/changes") return listen(response, pages);
    const path = pathname === "/" ? "/index.html" : pathname;
    const type = types[extname(path)] ?? "application/octet-stream";
    const content = await firstOf(folders.map((folder) => join(folder, path)));
    if (content) response.writeHead(200, { ...headers, "content-type": type }).end(content);
    else response.writeHead(404, headers).end("There is no such file");
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this form.
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(response: ServerResponse, pages: Set<() => void>): void {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream" }).write("\n");
  const reload = (): void => void response.write("data: changed\n\n");
  pages.add(reload);
  response.once("close", () => pages.delete(reload));
}

async function firstOf(files: readonly string[]): Promise<Buffer | undefined> {
  for (const file of files) {
    const content = await readFile(file).catch(() => undefined);
    if (content) return content;
  }
  return undefined;
}
