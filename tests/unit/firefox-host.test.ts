import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { watchWork } from "../../offscreen/work-under-way.ts";
import { installFakeBrowser } from "./fake-browser.ts";

interface Frame {
  src: string;
  onload(): void;
  onerror(): void;
  remove(): void;
}

const frames: Frame[] = [];
let calls = 0;
installFakeBrowser({ runtime: { getPlatformInfo: async () => void (calls += 1) } });
Object.assign(globalThis, {
  document: {
    createElement: (): Frame => {
      const frame: Frame = { src: "", onload: () => undefined, onerror: () => undefined, remove: () => void frames.splice(frames.indexOf(frame), 1) };
      return frame;
    },
    body: { append: (frame: Frame) => void frames.push(frame) },
  },
});
mock.timers.enable({ apis: ["setInterval", "Date"] });
const { firefoxOffscreenHost: host } = await import("../../src/background/offscreen-host.firefox.ts");

const minutes = (count: number): number => {
  const before = calls;
  mock.timers.tick(count * 60_000);
  return calls - before;
};

test("a document that did not load is loaded by the next call", async () => {
  const refused = assert.rejects(host.ensure(), /did not load/);
  frames[0]?.onerror();
  await refused;
  assert.equal(await host.exists(), false);
  assert.equal(frames.length, 0);
  const loaded = host.ensure();
  assert.equal(host.ensure(), loaded);
  frames[0]?.onload();
  await loaded;
  assert.equal(await host.exists(), true);
  assert.deepEqual(frames.map(({ src }) => src), ["extension://this/offscreen/offscreen.html"]);
});

test("the event page stays awake while something is under way and a while longer, but not for ever", () => {
  host.stayAwake(true);
  assert.equal(minutes(60), 360, "a call every ten seconds");
  host.stayAwake(false);
  assert.ok(minutes(4) >= 23, "loaded voices wait for the next request");
  minutes(2);
  assert.equal(minutes(60), 0, "then it may sleep");
  void host.ensure();
  assert.ok(minutes(4) >= 23, "until it is asked for again");
  minutes(2);
  assert.equal(minutes(60), 0);
});

test("work begins with the first piece and ends with the last", () => {
  const told: boolean[] = [];
  const tell = watchWork((isBusy) => told.push(isBusy));
  tell("narration", false);
  tell("narration", true);
  tell("install", true);
  tell("narration", true);
  tell("narration", false);
  assert.deepEqual(told, [true]);
  tell("install", false);
  tell("install", false);
  assert.deepEqual(told, [true, false]);
});
