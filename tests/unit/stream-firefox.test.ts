import assert from "node:assert/strict";
import { test } from "node:test";
import type { WorkletEvent } from "../../offscreen/playback/worklet/messages.ts";

const questions: string[] = [];

/** A context that notes the questions which can block Firefox while a stream runs. */
class FirefoxContext {
  readonly baseLatency = 0.005;
  readonly destination = {};
  readonly audioWorklet = { addModule: async (): Promise<void> => undefined };
  async suspend(): Promise<void> {}
  async resume(): Promise<void> {}
  get outputLatency(): number {
    questions.push("outputLatency");
    return 0;
  }
  getOutputTimestamp(): { contextTime: number; performanceTime: number } {
    questions.push("getOutputTimestamp");
    return { contextTime: 0, performanceTime: performance.now() };
  }
}

class FirefoxNode {
  readonly gain = { value: 1 };
  connect<T>(next: T): T {
    return next;
  }
}

const port: { onmessage?: (message: { data: WorkletEvent }) => void } = {};

test("in Firefox a stream that runs is never asked how late its sound is", async () => {
  const globals = {
    navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0" },
    AudioContext: FirefoxContext,
    GainNode: FirefoxNode,
    AudioWorkletNode: class extends FirefoxNode {
      readonly port = port;
    },
  };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true });
  const { openStream } = await import("../../offscreen/playback/stream.ts");

  const heardAtMs: number[] = [];
  const stream = await openStream(22_050, "", 0.04, (event) => "at" in event && heardAtMs.push(event.at));
  stream.start();
  const beganMs = Date.now();
  for (const at of [0, 0.1, 0.5, 2]) port.onmessage?.({ data: { type: "mark", run: 1, mark: 0, at } });
  await stream.heard(0);

  assert.deepEqual(questions, []);
  assert.equal(heardAtMs.length, 4);
  assert.ok(heardAtMs.every((ms) => ms > beganMs));
});
