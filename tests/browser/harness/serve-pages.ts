import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../pages", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".pdf": "application/pdf",
  ".txt": "text/plain; charset=utf-8",
};

/** The fixture pages, on two origins. */
export interface Pages {
  /** For example "http://127.0.0.1:40001"; pages are at `${origin}/article.html`. */
  readonly origin: string;
  /** The same pages on another port, so on another origin; `iframes.html` takes a frame from there. */
  readonly otherOrigin: string;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server on a port has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Serves the fixture pages of `tests/browser/pages` on this machine; `{{other-origin}}` in a page becomes the other origin. */
export async function servePages(): Promise<Pages> {
  let otherOrigin = "";
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = normalize(new URL(request.url ?? "/", "http://pages").pathname);
    const type = types[extname(path)];
    try {
      const file = await readFile(join(folder, path));
      const body = type?.startsWith("text/html") ? file.toString().replaceAll("{{other-origin}}", otherOrigin) : file;
      response.writeHead(200, { "content-type": type ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end("There is no such page");
    }
  };
  const serve = (): Server => createServer((request, response) => void answer(request, response));
  const servers = [serve(), serve()] as const;
  const origin = await listen(servers[0]);
  otherOrigin = await listen(servers[1]);
  return {
    origin,
    otherOrigin,
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
      await Promise.all(servers.map((server) => once(server, "close")));
    },
  };
}
