import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { packExtension } from "../../tools/extension/pack-extension.ts";
import { addLab, openLab, type Lab } from "./harness/lab.ts";
import { missing } from "./harness/requirements.ts";
import { useChromium } from "./harness/use-chromium.ts";

/** Where texts were stopped, on the browser's own IndexedDB. */
const skip = missing("chromium");

const { chromium } = await useChromium({
  skip,
  async packed() {
    const packed = await packExtension([]);
    await addLab(packed.extensionDir);
    return packed;
  },
});
let page: Page;

if (!skip) page = await openLab(chromium);

const address = "https://secret.example/hidden?word=canary";
const text = "A sentence that nobody is to find. Another sentence.";

/** Everything in the database, as text. What cannot be read is in it as its kind. */
const onDisk = (): Promise<{ places: number; content: string }> =>
  page.evaluate(async () => {
    const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((done, fail) => ((asked.onsuccess = () => done(asked.result)), (asked.onerror = () => fail(asked.error))));
    const db = await settled(indexedDB.open("reading-places"));
    const stores = await Promise.all(
      Array.from(db.objectStoreNames, async (name) => {
        const store = db.transaction(name).objectStore(name);
        return {
          name,
          keys: await settled(store.getAllKeys()),
          values: await settled<unknown[]>(db.transaction(name).objectStore(name).getAll()),
        };
      }),
    );
    db.close();
    return {
      places: stores.find(({ name }) => name === "places")?.values.length ?? 0,
      content: JSON.stringify(stores, (_, value: unknown) => (value instanceof CryptoKey ? `extractable: ${value.extractable}` : value)),
    };
  });

test("a place is found again by its address and text alone, and nothing of either is on disk", { skip }, async () => {
  const found = await page.evaluate(
    async (address, text) => {
      const { createReadingPlaces } = globalThis as unknown as Lab;
      await createReadingPlaces().keep({ address, text }, 35);
      const later = createReadingPlaces();
      return {
        same: await later.find({ address, text }),
        otherFragment: await later.find({ address: `${address}#below`, text }),
        otherAddress: await later.find({ address: `${address}2`, text }),
        otherText: await later.find({ address, text: `${text} More.` }),
      };
    },
    address,
    text,
  );
  // What is undefined does not come out of the page.
  assert.deepEqual(found, { same: 35, otherFragment: 35 });
  const { places, content } = await onDisk();
  assert.equal(places, 1);
  assert.match(content, /"[0-9a-f]{64}"/);
  assert.match(content, /extractable: false/);
  for (const secret of ["example", "hidden", "canary", "nobody"]) assert.ok(!content.includes(secret), secret);
  assert.match(content, /\[\{"offset":35,"day":\d{5}\}\]/);
});

test("a place is kept for a week, then it is removed; the newest 500 are kept", { skip }, async () => {
  const kept = await page.evaluate(async () => {
    const { createReadingPlaces } = globalThis as unknown as Lab;
    const places = createReadingPlaces();
    await places.clear();
    const now = Date.now();
    const day = 86_400_000;
    const find = (text: string): Promise<number | undefined> => places.find({ address: "a", text });
    try {
      await places.keep({ address: "a", text: "old" }, 1);
      Date.now = () => now + 7 * day;
      const afterAWeek = await find("old");
      Date.now = () => now + 8 * day;
      const later = await find("old");
      for (let i = 0; i < 505; i++) {
        Date.now = () => now + (8 + i / 200) * day;
        await places.keep({ address: "a", text: `${i}` }, i + 1);
      }
      return { afterAWeek, isThereLater: later !== undefined, newest: await find("504") };
    } finally {
      Date.now = () => now;
    }
  });
  assert.deepEqual(kept, { afterAWeek: 1, isThereLater: false, newest: 505 });
  assert.equal((await onDisk()).places, 500);
});

test("clearing leaves no database, and another secret comes with the next place", { skip }, async () => {
  const left = await page.evaluate(
    async (address, text) => {
      const { createReadingPlaces } = globalThis as unknown as Lab;
      const places = createReadingPlaces();
      // Not awaited: what is on its way to the disk goes too.
      void places.keep({ address, text }, 35);
      await places.clear();
      const isLeft = (await indexedDB.databases()).some(({ name }) => name === "reading-places");
      return { isLeft, found: (await places.find({ address, text })) ?? null };
    },
    address,
    text,
  );
  assert.deepEqual(left, { isLeft: false, found: null });
});
