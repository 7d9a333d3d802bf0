import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { createSleepTimer, type SleepTimerControl } from "../../offscreen/sleep-timer.ts";
import type { Narration, SleepTimer } from "../../src/shared/protocol.ts";

const minute = 60_000;

interface Bench {
  control: SleepTimerControl;
  timer: () => SleepTimer | null;
  volumes: number[];
  pauses: () => number;
  narrated(status: Narration["status"]): void;
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
});

function makeTimer(): Bench {
  let timer: SleepTimer | null = null;
  let pauses = 0;
  const volumes: number[] = [];
  const control = createSleepTimer({
    onChange: (changed) => (timer = changed),
    fade: (share) => volumes.push(share),
    pause() {
      pauses++;
      control.narrated({ status: "paused" });
    },
  });
  return { control, timer: () => timer, volumes, pauses: () => pauses, narrated: (status) => control.narrated({ status }) };
}

/** Lets time pass in steps in which every timer that is due can start the next one. */
function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 100) mock.timers.tick(100);
}

test("when the minutes are up the sound fades out over some seconds, then the reading pauses, once", () => {
  const { control, timer, volumes, pauses, narrated } = makeTimer();
  narrated("speaking");
  control.set({ after: "minutes", minutes: 5 });
  assert.deepEqual(timer(), { after: "minutes", minutes: 5, leftMs: 5 * minute, endsAtMs: Date.now() + 5 * minute });
  pass(5 * minute - 100);
  assert.deepEqual([volumes, pauses()], [[], 0]);
  pass(3_000);
  assert.equal(pauses(), 0);
  pass(5_000);
  assert.equal(pauses(), 1);
  assert.deepEqual(
    volumes,
    volumes.toSorted((a, b) => b - a),
  );
  assert.ok(volumes.length > 20, `${volumes.length} steps`);
  assert.equal(volumes.at(-1), 0);
  assert.equal(timer(), null);
  narrated("speaking");
  pass(60 * minute);
  assert.equal(pauses(), 1);
});

test("a pause stops the clock, and what was left goes on afterwards", () => {
  const { control, timer, pauses, narrated } = makeTimer();
  narrated("speaking");
  control.set({ after: "minutes", minutes: 10 });
  pass(4 * minute);
  narrated("paused");
  assert.deepEqual(timer(), { after: "minutes", minutes: 10, leftMs: 6 * minute, endsAtMs: null });
  pass(60 * minute);
  assert.equal(pauses(), 0);
  narrated("speaking");
  pass(6 * minute - 100);
  assert.equal(pauses(), 0);
  pass(7_000);
  assert.equal(pauses(), 1);
});

test("it may be set before the reading, and while it is paused", () => {
  const { control, timer, pauses, narrated } = makeTimer();
  control.set({ after: "minutes", minutes: 5 });
  pass(4 * minute);
  narrated("preparing");
  narrated("speaking");
  pass(minute + 7_000);
  assert.equal(pauses(), 1);
  control.set({ after: "minutes", minutes: 5 });
  assert.deepEqual(timer(), { after: "minutes", minutes: 5, leftMs: 5 * minute, endsAtMs: null });
});

test("when the minutes are up and nothing is read, nothing happens", () => {
  const { control, timer, volumes, pauses, narrated } = makeTimer();
  control.set({ after: "minutes", minutes: 5 });
  pass(6 * minute);
  assert.deepEqual([timer(), volumes, pauses()], [null, [], 0]);
  narrated("speaking");
  pass(minute);
  assert.equal(pauses(), 0);
});

test("who does something while the sound fades is awake: it fades no further", () => {
  for (const act of ["paused", "idle", "preparing", "off", "again"] as const) {
    const { control, timer, volumes, pauses, narrated } = makeTimer();
    narrated("speaking");
    control.set({ after: "minutes", minutes: 5 });
    pass(5 * minute + 2_000);
    const { length } = volumes;
    assert.ok(length > 0);
    if (act === "off") control.set(null);
    else if (act === "again") control.set({ after: "minutes", minutes: 5 });
    else narrated(act);
    pass(4 * minute);
    assert.equal(pauses(), 0);
    assert.deepEqual(volumes.slice(length), act === "off" || act === "again" ? [1] : [], act);
    assert.equal(timer() === null, act !== "again");
  }
});

test("at the end of the text nothing more is read; a pause does not matter, a stop and an error end the timer", () => {
  const { control, timer, narrated } = makeTimer();
  narrated("speaking");
  assert.equal(control.textEnded(), false);
  control.set({ after: "text" });
  narrated("paused");
  narrated("speaking");
  assert.deepEqual(timer(), { after: "text" });
  assert.equal(control.textEnded(), true);
  assert.equal(timer(), null);
  assert.equal(control.textEnded(), false);
  control.set({ after: "text" });
  narrated("idle");
  assert.equal(timer(), null);
});

test("a text that ends while the sound fades is the last one", () => {
  const { control, timer, narrated, pauses } = makeTimer();
  narrated("speaking");
  control.set({ after: "minutes", minutes: 5 });
  pass(5 * minute + 2_000);
  assert.equal(control.textEnded(), true);
  narrated("idle");
  pass(minute);
  assert.deepEqual([timer(), pauses()], [null, 0]);
});

test("minutes are 5 to 120", () => {
  const { control, timer, narrated } = makeTimer();
  narrated("paused");
  for (const [wished, minutes] of [
    [0, 5],
    [1_000, 120],
  ] as const) {
    control.set({ after: "minutes", minutes: wished });
    assert.deepEqual(timer(), { after: "minutes", minutes, leftMs: minutes * minute, endsAtMs: null });
  }
});
