import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { defaultSettings, type Settings } from "../../src/shared/settings.ts";
import { fakeEvent, installFakeBrowser } from "./fake-browser.ts";

const asked: { operation: string; answer(reply: unknown): void }[] = [];
const changed = fakeEvent();
installFakeBrowser({
  runtime: { sendMessage: ({ operation }: { operation: string }) => new Promise((answer) => asked.push({ operation, answer })) },
  storage: { local: { onChanged: changed } },
});
const { subscribeSettings } = await import("../../ui/subscribe-settings.ts");

let shown: Settings[] = [];
let failures = 0;
const rates = (): number[] => shown.map(({ rate }) => rate);
const change = subscribeSettings(
  (settings) => void shown.push(settings),
  () => (failures += 1),
);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const save = (settings: Partial<Settings>): unknown => changed.fire({ settings: { newValue: { ...defaultSettings, ...settings } } });

beforeEach(() => {
  shown = [];
});

test("the settings are requested once; changes by other pages are shown", async () => {
  assert.deepEqual(
    asked.map(({ operation }) => operation),
    ["getSettings"],
  );
  asked[0]?.answer({ ok: true, result: defaultSettings });
  await settled();
  save({ rate: 1.5 });
  save({ rate: 99 });
  changed.fire({ somethingElse: { newValue: 1 } });
  assert.deepEqual(rates(), [1, 1.5, 3]);
  // All settings were deleted.
  changed.fire({ settings: { oldValue: {} } });
  assert.deepEqual(rates(), [1, 1.5, 3, 1]);
  assert.equal(asked.length, 1, "nothing more was asked");
});

test("a change is shown at once and not undone by events or answers of an earlier one", async () => {
  change({ rate: 1.25 });
  change({ rate: 2 });
  save({ rate: 1.25, volume: 0.5 });
  assert.deepEqual(rates(), [1.25, 2, 2]);
  assert.equal(shown.at(-1)?.volume, 0.5);
  asked.at(-2)?.answer({ ok: true, result: defaultSettings });
  await settled();
  asked.at(-1)?.answer({ ok: true, result: defaultSettings });
  await settled();
  save({ rate: 2, volume: 0.5 });
  assert.ok(
    rates()
      .slice(1)
      .every((rate) => rate === 2),
    String(rates()),
  );
});

test("a change that fails is undone", async () => {
  change({ rate: 0.5 });
  asked.at(-1)?.answer({ ok: false, error: { code: "unexpected", detail: "the disk is full" } });
  await settled();
  assert.deepEqual(rates(), [0.5, 2]);
  assert.equal(failures, 1);
});
