import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { CatalogueFile } from "../../offscreen/voice/catalogue.ts";
import { download, type RetryPolicy } from "../../offscreen/voice/download.ts";
import type { PartialFile } from "../../offscreen/voice/partial-file.ts";
import { startModelHost } from "../../tools/extension/model-host.ts";
import type { Fault } from "../../tools/extension/model-host-faults.ts";

const size = 3_000_000;
const content = Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 9)) % 251);
const md5Of = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");
const file: CatalogueFile = { path: "voice.onnx", sizeBytes: size, md5: md5Of(content) };
const [rootA, rootB] = ["diffusionstudio/piper-voices/resolve/main", "rhasspy/piper-voices/resolve/main"];
/** Long enough for a host of these tests that answers at all, also on a busy machine. */
const patient: RetryPolicy = { stallTimeoutMs: 60_000, pausesMs: [1, 1, 1], longestPauseMs: 1_000 };
const impatient: RetryPolicy = { ...patient, stallTimeoutMs: 1_000 };

/** A `PartialFile` in memory with the same guarantees, and room for a number of bytes. */
function memoryFile(beginning = new Uint8Array(), room = Infinity): PartialFile {
  let bytes = new Uint8Array(beginning);
  return {
    get loadedBytes() {
      return bytes.length;
    },
    async append(chunk) {
      if (bytes.length + chunk.length > room) throw new UserFacingError("diskFull");
      const longer = new Uint8Array(bytes.length + chunk.length);
      longer.set(bytes);
      longer.set(chunk, bytes.length);
      bytes = longer;
    },
    flush: async () => undefined,
    discard: async () => void (bytes = new Uint8Array()),
    content: async () => new Blob([bytes]),
  };
}

interface Attempt {
  fault: (host: "A" | "B", nth: number, range: string | undefined) => Fault | undefined;
  partial?: PartialFile;
  retryPolicy?: RetryPolicy;
  signal?: AbortSignal;
  onBytes?: (bytes: number) => void;
  onFault?: (fault: unknown) => void;
  hosts?: ("A" | "B")[];
}

/** Downloads `file` from two hosts. Each answers its nth request with the result of `fault`. */
async function attempt(
  t: TestContext,
  {
    fault,
    partial = memoryFile(),
    retryPolicy = patient,
    signal = new AbortController().signal,
    onBytes = () => undefined,
    onFault = () => undefined,
    hosts = ["A", "B"],
  }: Attempt,
) {
  const counts = { A: 0, B: 0 };
  const host = await startModelHost({
    tls: false,
    files: new Map([[file.path, content]]),
    fault: (path, { headers }) => {
      const asked = path.startsWith(`/${rootA}`) ? "A" : "B";
      return fault(asked, counts[asked]++, headers.range);
    },
  });
  t.after(() => host.close());
  const urls = hosts.map((name) => `http://127.0.0.1:${host.port}/${name === "A" ? rootA : rootB}`);
  const accept = async (whole: Blob): Promise<boolean> => md5Of(new Uint8Array(await whole.arrayBuffer())) === file.md5;
  const code = await download(file, urls, partial, accept, onBytes, onFault, signal, retryPolicy).then(
    () => "installed",
    (thrown: unknown) => (thrown instanceof UserFacingError ? thrown.code : thrown),
  );
  return {
    code,
    partial,
    requests: host.requests.map((line) => line.replace(`/${rootA}/${file.path}`, "A").replace(`/${rootB}/${file.path}`, "B")),
  };
}

const offsets = [0, 1, 65_536, 1_500_000, size - 1];

test("a working host is asked once, for the whole file", async (t) => {
  let bytes = 0;
  const { code, requests } = await attempt(t, { fault: () => undefined, onBytes: (more) => (bytes += more) });
  assert.deepEqual([code, requests, bytes], ["installed", ["GET A"], size]);
});

for (const afterBytes of offsets) {
  test(`cut after ${afterBytes} bytes: the other host continues there`, async (t) => {
    const { code, requests } = await attempt(t, { fault: (host) => (host === "A" ? { kind: "truncate", afterBytes } : undefined) });
    assert.equal(code, "installed");
    assert.deepEqual(requests, ["GET A", afterBytes === 0 ? "GET B" : `GET B bytes=${afterBytes}-`]);
  });

  test(`stalled after ${afterBytes} bytes: the other host continues there`, async (t) => {
    const { code, requests } = await attempt(t, {
      retryPolicy: impatient,
      fault: (host) => (host === "A" ? { kind: "stall", afterBytes } : undefined),
    });
    assert.equal(code, "installed");
    assert.deepEqual(requests, ["GET A", afterBytes === 0 ? "GET B" : `GET B bytes=${afterBytes}-`]);
  });

  test(`one bit flipped at ${afterBytes}: thrown away, and the other host sends the whole`, async (t) => {
    const { code, requests } = await attempt(t, { fault: (host) => (host === "A" ? { kind: "corrupt", atByte: afterBytes } : undefined) });
    assert.deepEqual([code, requests], ["installed", ["GET A", "GET B"]]);
  });

  test(`a host that ignores the range, after ${afterBytes} bytes were there`, async (t) => {
    const { code, partial } = await attempt(t, {
      partial: memoryFile(content.subarray(0, afterBytes)),
      fault: (_, __, range) => (range === undefined ? undefined : { kind: "ignoreRange" }),
    });
    assert.deepEqual([code, partial.loadedBytes], ["installed", size]);
  });

  test(`a file of ${afterBytes} bytes: too short on both hosts`, async (t) => {
    const { code, partial } = await attempt(t, { fault: () => ({ kind: "resize", sizeBytes: afterBytes }) });
    assert.ok(code === "downloadSizeWrong" || (afterBytes === 0 && code === "downloadIncomplete"), String(code));
    assert.equal(partial.loadedBytes, 0);
  });
}

test("connections that break repeatedly are resumed as long as they bring enough bytes", async (t) => {
  const { code, requests } = await attempt(t, { hosts: ["A"], fault: () => ({ kind: "truncate", afterBytes: 1_000_000 }) });
  assert.deepEqual([code, requests], ["installed", ["GET A", "GET A bytes=1000000-", "GET A bytes=2000000-"]]);
});

test("connections that bring almost nothing are given up, and the bytes are kept", async (t) => {
  const { code, partial, requests } = await attempt(t, { fault: () => ({ kind: "truncate", afterBytes: 1_000 }) });
  assert.deepEqual([code, partial.loadedBytes, requests.length], ["downloadIncomplete", 8_000, 8]);
});

test("a host that ignores the range and breaks off before anything new came", async (t) => {
  const { code, partial } = await attempt(t, {
    hosts: ["A"],
    partial: memoryFile(content.subarray(0, 500_000)),
    fault: () => ({ kind: "ignoreRange", truncateAfterBytes: 400_000 }),
  });
  assert.deepEqual([code, partial.loadedBytes], ["downloadIncomplete", 500_000]);
});

for (const [fault, code, rounds] of [
  [{ kind: "status", status: 404 }, "hostMissesVoice", 1],
  [{ kind: "status", status: 403 }, "hostRefused", 1],
  [{ kind: "status", status: 401 }, "hostRefused", 1],
  [{ kind: "html" }, "networkSignIn", 1],
  [{ kind: "corrupt", atByte: 7 }, "downloadHashWrong", 1],
  [{ kind: "resize", sizeBytes: size + 1 }, "downloadSizeWrong", 1],
  [{ kind: "status", status: 429, retryAfter: 3_600 }, "hostBusy", 1],
  [{ kind: "status", status: 429 }, "hostBusy", 4],
  [{ kind: "status", status: 500 }, "hostFailing", 4],
  [{ kind: "status", status: 503 }, "hostFailing", 4],
  [{ kind: "drop" }, "hostUnreachable", 4],
  [{ kind: "truncate", afterBytes: 0 }, "downloadIncomplete", 4],
  [{ kind: "stall", afterBytes: 0 }, "downloadStalled", 4],
] as const satisfies [Fault, string, number][]) {
  const name = `${JSON.stringify(fault)} on both hosts`;
  const retryPolicy = fault.kind === "stall" ? impatient : patient;
  test(`${name} is ${code} after ${rounds} rounds`, async (t) => {
    const outcome = await attempt(t, { retryPolicy, fault: () => fault });
    assert.deepEqual([outcome.code, outcome.partial.loadedBytes], [code, 0]);
    // The browser may itself repeat a request whose connection was dropped without an answer.
    assert.ok(outcome.requests.length >= rounds * 2);
    if (fault.kind !== "drop") assert.equal(outcome.requests.length, rounds * 2);
  });

  test(`${name} at first, with half of the file there, and then the download succeeds`, async (t) => {
    const half = size / 2;
    const outcome = await attempt(t, {
      retryPolicy,
      partial: memoryFile(content.subarray(0, half)),
      fault: (host, nth) => (host === "A" && nth === 0 ? fault : undefined),
    });
    assert.deepEqual([outcome.code, outcome.partial.loadedBytes], ["installed", size]);
    assert.equal(outcome.requests[0], `GET A bytes=${half}-`);
  });
}

test("each fault is reported before the pause, except the one that ends the download", async (t) => {
  const reported: string[] = [];
  const onFault = (fault: unknown) => void reported.push(fault instanceof UserFacingError ? fault.code : String(fault));
  const { code } = await attempt(t, { fault: () => ({ kind: "drop" }), onFault });
  assert.deepEqual([code, reported], ["hostUnreachable", ["hostUnreachable", "hostUnreachable", "hostUnreachable"]]);
});

test("a pause that a host asks for is respected", async (t) => {
  const started = performance.now();
  const { code } = await attempt(t, {
    hosts: ["A"],
    fault: (_, nth) => (nth === 0 ? { kind: "status", status: 429, retryAfter: 1 } : undefined),
  });
  assert.equal(code, "installed");
  assert.ok(performance.now() - started >= 1_000);
});

test("a host that sent a correct rest is asked again if the beginning was wrong", async (t) => {
  const wrong = content.slice(0, 1_000_000);
  wrong[5] = (wrong[5] ?? 0) ^ 1;
  const { code, requests } = await attempt(t, { hosts: ["A"], partial: memoryFile(wrong), fault: () => undefined });
  assert.deepEqual([code, requests], ["installed", ["GET A bytes=1000000-", "GET A"]]);
});

test("a host that always breaks off, continues and sends a wrong file is given up in the end", async (t) => {
  const { code, requests } = await attempt(t, {
    hosts: ["A"],
    fault: (_, __, range) => (range === undefined ? { kind: "truncate", afterBytes: 2_000_000 } : { kind: "corrupt", atByte: size - 1 }),
  });
  assert.equal(code, "downloadHashWrong");
  assert.equal(requests.length, 4);
});

test("a complete file is only verified", async (t) => {
  const { code, requests } = await attempt(t, { partial: memoryFile(content), fault: () => undefined });
  assert.deepEqual([code, requests], ["installed", []]);
});

test("a full disk is reported at once, and the download is not tried again", async (t) => {
  const { code, requests } = await attempt(t, { partial: memoryFile(new Uint8Array(), 1_000_000), fault: () => undefined });
  assert.deepEqual([code, requests], ["diskFull", ["GET A"]]);
});

test("if it is cancelled while it downloads, stalls or pauses, the bytes are kept", async (t) => {
  for (const fault of [
    { kind: "stall", afterBytes: 1_000_000 },
    { kind: "stall", afterBytes: 1 },
    { kind: "truncate", afterBytes: 1 },
  ] as const) {
    const controller = new AbortController();
    const { code, partial } = await attempt(t, {
      hosts: ["A"],
      fault: () => fault,
      retryPolicy: { stallTimeoutMs: 60_000, pausesMs: [60_000], longestPauseMs: 0 },
      signal: controller.signal,
      onBytes: () => void setImmediate(() => controller.abort()),
    });
    assert.ok(code instanceof DOMException && code.name === "AbortError");
    assert.ok(partial.loadedBytes >= 1);
  }
});

test("whatever happens, it ends, and an installed file is correct", async (t) => {
  const fault = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(404, 403, 416, 429, 500).map((status) => ({ kind: "status", status }) as const),
    fc.constant({ kind: "html" } as const),
    fc.constant({ kind: "ignoreRange" } as const),
    fc.nat(size - 1).map((afterBytes) => ({ kind: "truncate", afterBytes }) as const),
    fc.nat(size - 1).map((atByte) => ({ kind: "corrupt", atByte }) as const),
    fc.nat(size + 1_000).map((sizeBytes) => ({ kind: "resize", sizeBytes }) as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 12 }), fc.nat(size), fc.boolean(), async (faults, there, isRight) => {
      let nth = 0;
      const beginning = isRight ? content.slice(0, there) : new Uint8Array(there);
      const { code, partial } = await attempt(t, { partial: memoryFile(beginning), fault: () => faults[nth++] });
      if (code === "installed") assert.equal(md5Of(new Uint8Array(await (await partial.content()).arrayBuffer())), file.md5);
      else assert.equal(typeof code, "string");
      assert.ok(partial.loadedBytes <= size);
    }),
    { numRuns: 60 },
  );
});
