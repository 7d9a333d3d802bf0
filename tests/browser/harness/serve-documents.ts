import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

/** A request as a site sees it. */
export interface SeenRequest {
  path: string;
  cookie: string | undefined;
  referer: string | undefined;
}

/** Two sites with documents, one of which stands in for the site of an editor. Both set a cookie with each answer. */
export interface DocumentSites {
  /** For example "http://127.0.0.1:40001". */
  readonly origin: string;
  /** For the browser: puts the editor's stand-in in the place of the real site. */
  readonly hostMap: Record<string, string>;
  /** Every request so far. */
  readonly requests: SeenRequest[];
  close(): Promise<void>;
}

/** The document that is open in the editor's stand-in. */
export const editedDocument = "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit";

const article = `<!doctype html><html lang="en"><title>The roof - The Harbour News</title><style>.far { position: absolute; left: -9999px }</style>
<nav><a href="/other">Other news</a></nav>
<article><h1>The roof</h1><p>The harbour office has a new roof, and it was finished in June after three years of rain and of waiting for the
money that had been promised. <span class="far">Only screen readers say this.</span></p>
<p id="drawn"></p><p>The <a href="paper.pdf">report</a> on it has forty pages, and nobody but the clerk has read them all to the end so far.</p></article>
<script>document.querySelector("#drawn").textContent = "This sentence was written by a script, so a second look at the address would not have it.";</script>`;

/** Starts both. Without cookies one of the documents is not given out. */
export async function serveDocuments(): Promise<DocumentSites> {
  const pdf = await readFile(new URL("../pages/document.pdf", import.meta.url));
  const requests: SeenRequest[] = [];
  const answer = ({ url = "/", headers }: IncomingMessage, response: ServerResponse): void => {
    const { cookie, referer } = headers;
    requests.push({ path: url, cookie, referer });
    response.setHeader("set-cookie", "who=a-person; Path=/");
    const send = (type: string, body: string | Buffer, status = 200): void =>
      void response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    const html = "text/html; charset=utf-8";
    if (url === "/article") send(html, article);
    else if (url === "/paper.pdf") send("application/pdf", pdf);
    else if (url === "/locked.pdf") send(cookie ? "application/pdf" : html, cookie ? pdf : "<p>Who are you?", cookie ? 200 : 403);
    else if (url.endsWith("/edit")) send(html, "<!doctype html><title>Minutes - Google Docs</title><canvas></canvas>");
    else if (url.endsWith("/export?format=html") && cookie)
      send(html, "<html><head><title>Minutes</title></head><body><h1>Minutes</h1><p>All were there.</p></body></html>");
    else send("text/plain", "There is no such page", 404);
  };
  const { private: key, cert } = await generate([{ name: "commonName", value: "docs.google.com" }], { algorithm: "sha256" });
  const servers = [createServer(answer), createTlsServer({ key, cert }, answer)] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      // A server on a port has an address with a port.
      return (server.address() as AddressInfo).port;
    }),
  );
  return {
    origin: `http://127.0.0.1:${ports[0]}`,
    hostMap: { "docs.google.com": `127.0.0.1:${ports[1]}` },
    requests,
    async close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all(servers.map((server) => once(server, "close")));
    },
  };
}
