import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { fetchDocument, type FetchManner } from "../../reader/opening/fetch-document.ts";

/** What the browser says of its connection. */
const connection = { onLine: true };
Object.defineProperty(globalThis, "navigator", { value: connection });

async function serve(
  t: TestContext,
  answer: RequestListener,
): Promise<{ origin: string; requests: IncomingHttpHeaders[]; server: Server }> {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    answer(request, response);
  });
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server on a port has an address with a port.
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server };
}

const manner = (change: Partial<FetchManner> = {}): FetchManner => ({
  withLogin: false,
  isPrivate: false,
  expectsDocument: false,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...change,
});

test("a document comes with its name, and its progress is told", async (t) => {
  const { origin, requests } = await serve(t, (_, response) => response.writeHead(200, { "content-length": 6 }).end("a text"));
  const progress: [number, number | null][] = [];
  const fetched = await fetchDocument(`${origin}/some/My%20notes.txt?x=1`, manner({ onProgress: (...told) => progress.push(told) }));
  assert.deepEqual([fetched.name, await fetched.content.text(), fetched.isPage], ["My notes.txt", "a text", false]);
  assert.deepEqual(
    [progress[0], progress.at(-1)],
    [
      [0, 6],
      [6, 6],
    ],
  );
  assert.deepEqual([requests.length, requests[0]?.referer, requests[0]?.cookie], [1, undefined, undefined]);
});

test("its name is the one that the site gives it", async (t) => {
  const names: [disposition: string, name: string][] = [
    ['attachment; filename="a b.pdf"', "a b.pdf"],
    ["inline; filename=a.pdf", "a.pdf"],
    ["attachment; filename=\"x.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9.pdf", "été.pdf"],
    ["attachment", "1.txt"],
  ];
  let disposition = "";
  const { origin } = await serve(t, (_, response) => response.writeHead(200, { "content-disposition": disposition }).end("x"));
  for (const [given, name] of names) {
    disposition = given;
    assert.equal((await fetchDocument(`${origin}/1.txt`, manner())).name, name, given);
  }
});

test("a text whose encoding only the site tells is read in that encoding", async (t) => {
  const { origin } = await serve(t, (_, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=windows-1251" }).end(Buffer.from([0xcf, 0xf0, 0xe8])),
  );
  const fetched = await fetchDocument(`${origin}/`, manner());
  assert.deepEqual(
    [fetched.isPage, (await fetched.content.text()).replace("\uFEFF", ""), fetched.name.endsWith(".html")],
    [true, "При", true],
  );
});

test("what a site answers in place of a document has a sentence of its own", async (t) => {
  const answers: [status: number, type: string, code: string][] = [
    [404, "text/html", "documentGone"],
    [410, "text/html", "documentGone"],
    [401, "text/html", "documentNeedsLogin"],
    [403, "text/html", "documentNeedsLogin"],
    [429, "text/html", "documentSiteFailing"],
    [503, "text/html", "documentSiteFailing"],
    [200, "text/html; charset=utf-8", "documentNeedsLogin"],
  ];
  let [status, type] = [200, ""];
  const { origin } = await serve(t, (_, response) => response.writeHead(status, { "content-type": type }).end("<p>Sign in"));
  for (const [givenStatus, givenType, code] of answers) {
    [status, type] = [givenStatus, givenType];
    await assert.rejects(fetchDocument(`${origin}/a.pdf`, manner({ expectsDocument: true })), { code }, String(status));
  }
});

test("nothing that is too large is fetched to its end, whether the site tells its size or not", async (t) => {
  const closings: Promise<unknown>[] = [];
  const { origin } = await serve(t, ({ url }, response) => {
    closings.push(once(response, "close"));
    if (url === "/told") return response.writeHead(200, { "content-length": 3e9 }).write("x");
    const chunk = Buffer.alloc(8e6);
    const write = (): void => void (response.destroyed || response.write(chunk, write));
    write();
  });
  await assert.rejects(fetchDocument(`${origin}/told`, manner()), { code: "documentTooLarge" });
  let most = 0;
  await assert.rejects(fetchDocument(`${origin}/untold`, manner({ onProgress: (loaded) => (most = loaded) })), {
    code: "documentTooLarge",
  });
  assert.ok(most <= 200e6);
  // The site is not left sending.
  await Promise.all(closings);
});

test("a broken connection, a closed port and a cancelled fetch are told apart", async (t) => {
  const { origin, server } = await serve(t, ({ url }, response) => {
    response.writeHead(200, { "content-length": 100 }).write("x");
    if (url === "/broken") setImmediate(() => response.destroy());
  });
  await assert.rejects(fetchDocument(`${origin}/broken`, manner()), { code: "documentUnreachable" });
  const cancelling = new AbortController();
  const cancelled = fetchDocument(`${origin}/slow`, manner({ signal: cancelling.signal, onProgress: () => cancelling.abort() }));
  await assert.rejects(cancelled, { name: "AbortError" });
  server.close();
  server.closeAllConnections();
  await assert.rejects(fetchDocument(`${origin}/closed`, manner()), { code: "documentUnreachable" });
  connection.onLine = false;
  await assert.rejects(fetchDocument(`${origin}/closed`, manner()), { code: "documentOffline" });
  connection.onLine = true;
});
