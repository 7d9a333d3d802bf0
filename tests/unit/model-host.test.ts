import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { get as getPlain } from "node:http";
import { type RequestOptions, request } from "node:https";
import { test, type TestContext } from "node:test";
import { hostedFiles, type ModelHostOptions, startModelHost } from "../../tools/extension/model-host.ts";
import type { Fault } from "../../tools/extension/model-host-faults.ts";

const modelBytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
const hosted = hostedFiles("fr_FR-siwis-medium", { model: modelBytes, config: { audio: { sample_rate: 22050 } } });
const rootFolder = "/diffusionstudio/piper-voices/resolve/main/";
const modelPath = `${rootFolder}fr/fr_FR/siwis/medium/fr_FR-siwis-medium.onnx`;

async function host(t: TestContext, options: Partial<ModelHostOptions> = {}) {
  const started = await startModelHost({ files: hosted, ...options });
  t.after(() => started.close());
  return started;
}

/** Sends a request like a browser whose resolver maps the host to 127.0.0.1. */
async function ask(port: number, path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  const sent = request({
    host: "127.0.0.1",
    port,
    path,
    servername: "huggingface.co",
    rejectUnauthorized: false,
    agent: false,
    ...options,
  });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage]; // the event's one argument
  return response;
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function fetched(
  port: number,
  path: string,
  options?: RequestOptions,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }> {
  const response = await ask(port, path, options);
  return { status: response.statusCode, headers: response.headers, body: await bodyOf(response) };
}

function withRange(range: string): RequestOptions {
  return { headers: { range } };
}

test("a voice is served from both repositories, open to every origin", async (t) => {
  const { port, requests } = await host(t);
  for (const root of [rootFolder, "/rhasspy/piper-voices/resolve/main/"]) {
    const path = `${root}fr/fr_FR/siwis/medium/fr_FR-siwis-medium.onnx`;
    const model = await fetched(port, `${path}?download=true`);
    assert.equal(model.status, 200);
    assert.deepEqual(Uint8Array.from(model.body), modelBytes);
    assert.equal(model.headers["content-length"], "100000");
    assert.equal(model.headers["access-control-allow-origin"], "*");
    const config = await fetched(port, `${path}.json`);
    assert.deepEqual(JSON.parse(config.body.toString()), { audio: { sample_rate: 22050 } });
    assert.deepEqual(requests.splice(0), [`GET ${path}`, `GET ${path}.json`]);
  }
});

test("its certificate is for huggingface.co", async (t) => {
  const { port } = await host(t);
  const { socket } = await ask(port, modelPath);
  assert.ok("getPeerCertificate" in socket && typeof socket.getPeerCertificate === "function");
  assert.match(socket.getPeerCertificate().subjectaltname, /DNS:huggingface\.co/);
});

test("without TLS it answers plain HTTP", async (t) => {
  const { port } = await host(t, { tls: false });
  const [response] = (await once(getPlain({ host: "127.0.0.1", port, path: modelPath, agent: false }), "response")) as [IncomingMessage]; // the event's one argument
  assert.equal((await bodyOf(response)).length, modelBytes.length);
});

test("parts of a file are sent on request", async (t) => {
  const { port, requests } = await host(t);
  for (const [range, start, end] of [
    ["bytes=99000-", 99000, 100000],
    ["bytes=10-19", 10, 20],
    ["bytes=-5", 99995, 100000],
    ["bytes=99999-200000", 99999, 100000],
  ] as const) {
    const part = await fetched(port, modelPath, withRange(range));
    assert.equal(part.status, 206, range);
    assert.equal(part.headers["content-range"], `bytes ${start}-${end - 1}/100000`);
    assert.equal(part.headers["content-length"], String(end - start));
    assert.deepEqual(Uint8Array.from(part.body), modelBytes.slice(start, end));
  }
  assert.equal(requests[0], `GET ${modelPath} bytes=99000-`);
  const beyond = await fetched(port, modelPath, withRange("bytes=100000-"));
  assert.deepEqual([beyond.status, beyond.headers["content-range"]], [416, "bytes */100000"]);
  assert.equal((await fetched(port, modelPath, withRange("bytes=1-2,4-5"))).status, 200);
});

test("a missing file is 404, an unsupported method is 405, and HEAD has no body", async (t) => {
  const { port } = await host(t);
  assert.equal((await fetched(port, `${modelPath}.md5`)).status, 404);
  assert.equal((await fetched(port, "/")).status, 404);
  const preflight = await fetched(port, modelPath, { method: "OPTIONS" });
  assert.deepEqual([preflight.status, preflight.headers["access-control-allow-headers"]], [405, undefined]);
  const head = await fetched(port, modelPath, { method: "HEAD" });
  assert.deepEqual([head.status, head.headers["content-length"], head.body.length], [200, "100000", 0]);
});

test("a fault affects only the intended requests", async (t) => {
  const seen: string[] = [];
  const { port } = await host(t, {
    onRequest: ({ url }) => seen.push(url ?? ""),
    fault: (path) => (path.endsWith(".json") ? { kind: "status", status: 500 } : undefined),
  });
  assert.equal((await fetched(port, `${modelPath}.json`)).status, 500);
  assert.equal((await fetched(port, modelPath)).status, 200);
  assert.deepEqual(seen, [`${modelPath}.json`, modelPath]);
});

test("a captive portal's page comes with status 200", async (t) => {
  const { port } = await hostWith(t, { kind: "html" });
  const page = await fetched(port, modelPath);
  assert.deepEqual([page.status, page.headers["content-type"]], [200, "text/html; charset=utf-8"]);
  assert.match(page.body.toString(), /^<!doctype html>/);
});

for (const afterBytes of [0, 1, 50_000]) {
  test(`a connection is cut after ${afterBytes} bytes`, async (t) => {
    const { port } = await hostWith(t, { kind: "truncate", afterBytes });
    const response = await ask(port, modelPath);
    assert.equal(response.headers["content-length"], "100000");
    let received = 0;
    response.on("data", (chunk: Buffer) => (received += chunk.length));
    await assert.rejects(once(response, "end"), /aborted/);
    assert.equal(received, afterBytes);
  });
}

test("a stalled answer stays open until the host closes", async (t) => {
  const { port, close } = await hostWith(t, { kind: "stall", afterBytes: 50_000 });
  const response = await ask(port, modelPath);
  let received = 0;
  await new Promise<void>((resolve) => {
    response.on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received >= 50_000) resolve();
    });
  });
  assert.equal(response.complete, false);
  const broken = assert.rejects(once(response, "end"), /aborted/);
  await close();
  await broken;
  assert.equal(received, 50_000);
});

test("a host can ignore the requested range", async (t) => {
  const { port } = await hostWith(t, { kind: "ignoreRange" });
  const answer = await fetched(port, modelPath, withRange("bytes=99000-"));
  assert.deepEqual([answer.status, answer.body.length], [200, 100_000]);
});

test("a corrupt file differs in one bit, also in parts", async (t) => {
  const { port } = await hostWith(t, { kind: "corrupt", atByte: 99_500 });
  const { body } = await fetched(port, modelPath, withRange("bytes=99000-"));
  const wrong = [...body.keys()].filter((at) => body[at] !== modelBytes[99_000 + at]);
  assert.deepEqual([body.length, wrong], [1000, [500]]);
  assert.equal((body[500] ?? 0) ^ (modelBytes[99_500] ?? 0), 1);
});

function hostWith(t: TestContext, fault: Fault) {
  return host(t, { fault: () => fault });
}
