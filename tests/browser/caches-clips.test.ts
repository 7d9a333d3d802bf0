import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Page } from "puppeteer-core";
import { changeManifest } from "../../tools/extension/change-manifest.ts";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { addLab, openLab, type Lab } from "./harness/lab.ts";
import { missing } from "./harness/requirements.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** The clips' stores, in the browser and on its own IndexedDB. */
const skip = missing("chromium");

const { chromium } = await useChromium({
  skip,
  async packed() {
    const packed = await packExtension([]);
    await addLab(packed.extensionDir);
    // Quotas are not enforced on an extension with `unlimitedStorage`.
    await changeManifest(packed.extensionDir, (manifest) => {
      manifest.permissions = manifest.permissions.filter((permission) => permission !== "unlimitedStorage");
    });
    return packed;
  },
});
let page: Page;

if (!skip) page = await openLab(chromium);

/** First, as a browser that has once looked how much room there is does not look again for a while. */
test(
  "a full disk: the oldest clips make room for new ones, the others stay, and where that does not help no more are removed",
  { skip },
  async () => {
    const session = await page.createCDPSession();
    const origin = `chrome-extension://${chromium.extensionId}`;
    /** Puts so many clips of 400 kB and tells how many of all are there, oldest first. */
    const put = (from: number, to: number) =>
      page.evaluate(
        async (from, to) => {
          const { createIndexedDbClipStore } = globalThis as unknown as Lab;
          const store = ((globalThis as unknown as { fullStore?: ReturnType<typeof createIndexedDbClipStore> }).fullStore ??=
            createIndexedDbClipStore(1e9, () => undefined));
          const identity = (text: number): { voice: string; speakerId: number; text: string } => ({
            voice: "v",
            speakerId: 0,
            text: String(text),
          });
          // A browser would pack a sound of zeros.
          const noise = (): ArrayBuffer => Uint8Array.from({ length: 400_000 }, () => Math.random() * 256).buffer;
          for (let text = from; text < to; text++) await store.put(identity(text), { sound: noise(), sampleRate: 16_000, words: [] });
          const there: number[] = [];
          for (let text = 0; text < to; text++) if (await store.get(identity(text), true)) there.push(text);
          return { there, totals: store.totals().count };
        },
        from,
        to,
      );
    const { usage } = await session.send("Storage.getUsageAndQuota", { origin });
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 5_000_000 });
    const full = await put(0, 40);
    assert.equal(full.totals, full.there.length);
    assert.ok(full.there.length >= 4, "there is room for twelve, and at most half of them go at a time");
    assert.deepEqual(
      full.there,
      Array.from({ length: full.totals }, (_, i) => 40 - full.totals + i),
    );

    // No room is left.
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    const cramped = await put(30, 40);
    assert.equal(cramped.totals, cramped.there.length);
    assert.deepEqual(cramped.there, full.there.slice(-cramped.totals));
    assert.ok(cramped.totals >= full.totals - 4, "clips are removed without success once, and not each time");

    await session.send("Storage.overrideQuotaForOrigin", { origin });
    const again = await put(40, 41);
    assert.deepEqual(again.there, [...cramped.there, 40]);
    await page.evaluate(() => (globalThis as unknown as { fullStore: ReturnType<Lab["createIndexedDbClipStore"]> }).fullStore.destroy());
  },
);

type Step =
  | { kind: "put"; text: number; samples: number }
  | { kind: "get"; text: number; leaveNoTrace: boolean }
  | { kind: "limit"; bytes: number }
  | { kind: "reopen" };

const text = fc.nat(7);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("put" as const), text, samples: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("get" as const), text, leaveNoTrace: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("limit" as const), bytes: fc.integer({ min: 0, max: 1_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reopen" as const) }) },
);

const firstLimit = 800;

/** The plainest cache there can be: what the stores must agree with. */
function model(steps: Step[], survivesReopening: boolean): { found: (number | null)[]; totals: { count: number; sizeBytes: number }[] } {
  let clips: { text: number; bytes: number }[] = [];
  let limit = firstLimit;
  const found: (number | null)[] = [];
  const totals: { count: number; sizeBytes: number }[] = [];
  const size = (): number => clips.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const each of steps) {
    if (each.kind === "put" && each.samples * 2 <= limit)
      clips = [...clips.filter((clip) => clip.text !== each.text), { text: each.text, bytes: each.samples * 2 }];
    if (each.kind === "get") {
      const clip = clips.find((candidate) => candidate.text === each.text);
      found.push(clip?.bytes ?? null);
      if (clip && !each.leaveNoTrace) clips = [...clips.filter((other) => other !== clip), clip];
    }
    if (each.kind === "limit") limit = each.bytes;
    if (each.kind === "reopen" && !survivesReopening) clips = [];
    while (size() > limit) clips = clips.slice(1);
    totals.push({ count: clips.length, sizeBytes: size() });
  }
  return { found, totals };
}

/** Runs steps on a fresh store in the browser, and reads after each what is really on disk. */
function run(
  steps: Step[],
  kind: "disk" | "memory",
  limit: number,
): Promise<{ found: (number | null)[]; totals: { count: number; sizeBytes: number }[]; onDisk: { count: number; sizeBytes: number }[] }> {
  return page.evaluate(
    async (steps: Step[], kind, limit) => {
      const { createIndexedDbClipStore, createMemoryClipStore } = globalThis as unknown as Lab;
      const make = (): ReturnType<typeof createMemoryClipStore> =>
        (kind === "disk" ? createIndexedDbClipStore : createMemoryClipStore)(limit, () => undefined);
      const identity = (text: number): { voice: string; speakerId: number; text: string } => ({
        voice: "v",
        speakerId: 0,
        text: String(text),
      });
      const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
        new Promise((done, fail) => ((asked.onsuccess = () => done(asked.result)), (asked.onerror = () => fail(asked.error))));
      const look = async (): Promise<{ count: number; sizeBytes: number }> => {
        // To open what is not there would make it.
        if (!(await indexedDB.databases()).some(({ name }) => name === "clips")) return { count: 0, sizeBytes: 0 };
        const db = await settled(indexedDB.open("clips"));
        const sounds = await settled<{ sound: ArrayBuffer }[]>(db.transaction("sounds").objectStore("sounds").getAll());
        db.close();
        return { count: sounds.length, sizeBytes: sounds.reduce((sum, { sound }) => sum + sound.byteLength, 0) };
      };

      let store = make();
      await store.destroy();
      const found: (number | null)[] = [];
      const totals: { count: number; sizeBytes: number }[] = [];
      const onDisk: { count: number; sizeBytes: number }[] = [];
      for (const each of steps) {
        if (each.kind === "put")
          await store.put(identity(each.text), { sound: new Int16Array(each.samples).fill(each.text).buffer, sampleRate: 10, words: [] });
        if (each.kind === "get") {
          const clip = await store.get(identity(each.text), each.leaveNoTrace);
          if (clip && new Int16Array(clip.sound).some((sample) => sample !== each.text)) throw new Error("another clip's sound");
          found.push(clip ? clip.sound.byteLength : null);
        }
        if (each.kind === "limit") await store.limit((limit = each.bytes));
        if (each.kind === "reopen") {
          store = make();
          // What is there is counted at the first use.
          await store.get(identity(-1), true);
        }
        const { count, sizeBytes } = store.totals();
        totals.push({ count, sizeBytes });
        if (kind === "disk") onDisk.push(await look());
      }
      await store.destroy();
      return { found, totals, onDisk };
    },
    steps,
    kind,
    limit,
  );
}

test("after any puts, lookups and limits, the disk holds what it should and never more than the limit", { skip }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const expected = model(steps, true);
      const { found, totals, onDisk } = await run(steps, "disk", firstLimit);
      assert.deepEqual(found, expected.found);
      assert.deepEqual(totals, expected.totals);
      assert.deepEqual(onDisk, expected.totals);
    }),
    { numRuns: 40 },
  );
});

test("the store in memory does the same, and ends when it is closed", { skip }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { found, totals } = await run(steps, "memory", firstLimit);
      assert.deepEqual({ found, totals }, model(steps, false));
    }),
    { numRuns: 60 },
  );
});

test("a database deleted underneath is made anew, and what was in it is forgotten", { skip }, async () => {
  const seen = await page.evaluate(async () => {
    const { createIndexedDbClipStore } = globalThis as unknown as Lab;
    const store = createIndexedDbClipStore(1e6, () => undefined);
    const identity = { voice: "v", speakerId: 0, text: "t" };
    const clip = { sound: new Int16Array(8).buffer, sampleRate: 8, words: [] };
    await store.put(identity, clip);
    const before = store.totals().count;
    const outcome = await new Promise((done) => {
      const deletion = indexedDB.deleteDatabase("clips");
      deletion.onsuccess = () => done("deleted");
      deletion.onblocked = () => done("blocked");
    });
    const after = store.totals().count;
    const found = await store.get(identity, false);
    await store.put(identity, clip);
    const again = await store.get(identity, false);
    await store.destroy();
    return { before, outcome, after, found: found !== undefined, again: again?.sound.byteLength };
  });
  assert.deepEqual(seen, { before: 1, outcome: "deleted", after: 0, found: false, again: 16 });
});

for (const fault of ["QuotaExceededError", "UnknownError", "InvalidStateError", "DataCloneError"]) {
  test(`a write that fails with ${fault} keeps nothing, changes nothing else, and the next one works`, { skip }, async () => {
    const seen = await page.evaluate(async (name) => {
      const { createIndexedDbClipStore } = globalThis as unknown as Lab;
      const store = createIndexedDbClipStore(1e6, () => undefined);
      const identity = (text: string): { voice: string; speakerId: number; text: string } => ({ voice: "v", speakerId: 0, text });
      const clip = { sound: new Int16Array(8).buffer, sampleRate: 8, words: [] };
      await store.open();
      // Used last, so that it is not the one that makes room.
      for (const text of ["older", "kept"]) await store.put(identity(text), clip);
      const genuine = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("the disk says no", name);
      };
      await store.put(identity("a"), clip);
      const during = { count: store.totals().count, found: (await store.get(identity("a"), false)) !== undefined };
      IDBObjectStore.prototype.put = genuine;
      await store.put(identity("b"), clip);
      const after = {
        count: store.totals().count,
        found: (await store.get(identity("b"), false)) !== undefined,
        kept: (await store.get(identity("kept"), false)) !== undefined,
      };
      await store.destroy();
      return { during, after };
    }, fault);
    const left = fault === "QuotaExceededError" ? 1 : 2;
    assert.deepEqual(seen, { during: { count: left, found: false }, after: { count: left + 1, found: true, kept: true } });
  });
}

for (const outcome of ["is broken off", "ends late"]) {
  test(`a write that was given up ${outcome}: what is told is what is on disk`, { skip }, async () => {
    const seen = await page.evaluate(async (outcome) => {
      const { createIndexedDbClipStore } = globalThis as unknown as Lab;
      const genuine = { setTimeout: globalThis.setTimeout.bind(globalThis), abort: IDBTransaction.prototype.abort };
      const store = createIndexedDbClipStore(1e6, () => undefined);
      await store.put({ voice: "v", speakerId: 0, text: "first" }, { sound: new Int16Array(8).buffer, sampleRate: 8, words: [] });

      // Another connection keeps the disk busy; time-outs are a hundred times shorter here.
      const other = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open("clips");
        opening.onsuccess = () => done(opening.result);
      });
      let isBusy = true;
      const busy = other.transaction(["clips", "sounds"], "readwrite");
      const keepBusy = (): void => void (busy.objectStore("sounds").get("none").onsuccess = () => isBusy && keepBusy());
      keepBusy();
      globalThis.setTimeout = ((act: () => void, ms: number) => genuine.setTimeout(act, ms / 100)) as typeof setTimeout;
      if (outcome === "ends late") {
        IDBTransaction.prototype.abort = () => {
          throw new DOMException("it is being committed", "InvalidStateError");
        };
      }
      await store.put({ voice: "v", speakerId: 0, text: "second" }, { sound: new Int16Array(8).buffer, sampleRate: 8, words: [] });
      Object.assign(globalThis, { setTimeout: genuine.setTimeout });
      IDBTransaction.prototype.abort = genuine.abort;
      const before = store.totals().count;
      const ended = new Promise((done) => (busy.oncomplete = done));
      isBusy = false;
      await ended;

      const sounds = await new Promise<number>((done) => {
        const asked = other.transaction(["clips", "sounds"], "readwrite").objectStore("sounds").count();
        asked.onsuccess = () => done(asked.result);
      });
      const after = store.totals().count;
      other.close();
      await store.destroy();
      return { before, sounds, after };
    }, outcome);
    const count = outcome === "ends late" ? 2 : 1;
    assert.deepEqual(seen, { before: 1, sounds: count, after: count });
  });
}

test("while another version is in the way nothing waits for it, and when it lets go the clips are there", { skip }, async () => {
  const seen = await page.evaluate(async () => {
    const { createIndexedDbClipStore } = globalThis as unknown as Lab;
    const identity = { voice: "v", speakerId: 0, text: "t" };
    // A connection of an older version that does not let go.
    const older = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open("clips", 1);
      opening.onsuccess = () => done(opening.result);
    });
    const store = createIndexedDbClipStore(1e6, () => undefined);
    const found = await store.get(identity, false);
    older.close();
    await store.put(identity, { sound: new Int16Array(8).buffer, sampleRate: 8, words: [] });
    const again = await store.get(identity, false);
    await store.destroy();
    return { found: found !== undefined, again: again?.sound.byteLength };
  });
  assert.deepEqual(seen, { found: false, again: 16 });
});

test("a database of a newer version, or without its stores, is made anew", { skip }, async () => {
  for (const version of [3, 99]) {
    const found = await page.evaluate(async (version) => {
      const { createIndexedDbClipStore } = globalThis as unknown as Lab;
      await new Promise<void>((done) => {
        const opening = indexedDB.open("clips", version);
        opening.onsuccess = () => {
          opening.result.close();
          done();
        };
      });
      const store = createIndexedDbClipStore(1e6, () => undefined);
      const identity = { voice: "v", speakerId: 0, text: "t" };
      await store.put(identity, { sound: new Int16Array(8).buffer, sampleRate: 8, words: [] });
      const clip = await store.get(identity, false);
      await store.destroy();
      return clip?.sound.byteLength;
    }, version);
    assert.equal(found, 16, `version ${version}`);
  }
});

test("two at once, from one document, lose nothing and count right", { skip }, async () => {
  const seen = await page.evaluate(async () => {
    const { createIndexedDbClipStore } = globalThis as unknown as Lab;
    const store = createIndexedDbClipStore(100, () => undefined);
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        store.put({ voice: "v", speakerId: 0, text: String(i) }, { sound: new Int16Array(10).buffer, sampleRate: 10, words: [] }),
      ),
    );
    const totals = store.totals();
    await store.destroy();
    return totals;
  });
  assert.deepEqual(seen, { count: 5, sizeBytes: 100, durationSeconds: 5 });
});
