import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { watchWork } from "../../offscreen/watch-work.ts";
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
      const frame: Frame = {
        src: "",
        onload: () => undefined,
        onerror: () => undefined,
        remove: () => void frames.splice(frames.indexOf(frame), 1),
      };
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

test("after a failure the next call loads the document again", async () => {
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
  assert.deepEqual(
    frames.map(({ src }) => src),
    ["extension://this/offscreen/offscreen.html"],
  );
});

test("the event page stays awake during work and for a while afterwards, but not for ever", () => {
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

test("the document is busy from the first work to the end of the last", () => {
  const reported: boolean[] = [];
  const reportWork = watchWork((isBusy) => reported.push(isBusy));
  reportWork("narration", false);
  reportWork("narration", true);
  reportWork("install", true);
  reportWork("narration", true);
  reportWork("narration", false);
  assert.deepEqual(reported, [true]);
  reportWork("install", false);
  reportWork("install", false);
  assert.deepEqual(reported, [true, false]);
});
