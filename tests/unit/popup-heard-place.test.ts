import assert from "node:assert/strict";
import { test } from "node:test";
import { createHeardPlaceClock } from "../../src/shared/heard-place.ts";
import type { FollowState } from "../../src/shared/protocol.ts";

/** What the players and the page show as heard, by the narration's clock. */
const idle: FollowState["narration"] = {
  status: "speaking",
  utteranceId: "one",
  language: "en",
  sentence: null,
  clock: null,
  timeline: null,
  resume: null,
  upcoming: null,
  voice: null,
  standIn: null,
};
const sentence = (index: number) => ({
  index,
  text: "One two.",
  start: index * 9,
  end: index * 9 + 8,
  words: [
    { start: index * 9, end: index * 9 + 3, startSeconds: 0 },
    { start: index * 9 + 4, end: index * 9 + 7, startSeconds: 0.5 },
  ],
});

test("a sentence goes on to its last word while the next one is told and not heard yet", (context) => {
  class Document extends EventTarget {
    readonly hidden = false;
  }
  Object.assign(globalThis, { Document, document: new Document() });
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 10_000 });
  const heard: string[] = [];
  const clock = createHeardPlaceClock((place) => {
    const words = place ? `${place.sentence.index}:${place.word?.start ?? "-"}` : "nothing";
    if (words !== heard.at(-1)) heard.push(words);
  });
  clock.update({ ...idle, sentence: sentence(0), clock: { atMs: 10_100, seconds: 0, rate: 1 } });
  assert.deepEqual(heard, ["nothing"]);
  // In small steps, because the time of a timer is that of the end of its step.
  const pass = (milliseconds: number): void => {
    for (let passed = 0; passed < milliseconds; passed += 10) context.mock.timers.tick(10);
  };
  pass(400);
  clock.update({ ...idle, sentence: sentence(1), clock: { atMs: 11_000, seconds: 0, rate: 1 } });
  pass(2_000);
  assert.deepEqual(heard, ["nothing", "0:0", "0:4", "1:9", "1:13"]);

  // After a jump the new place is shown at once.
  clock.update({ ...idle, sentence: sentence(5), clock: null });
  clock.update({ ...idle, sentence: sentence(5), clock: { atMs: Date.now() + 300, seconds: 0, rate: 1 } });
  assert.deepEqual(heard.slice(-1), ["5:-"]);
  clock.update({ ...idle, utteranceId: null });
  assert.deepEqual(heard.slice(-1), ["nothing"]);
  clock.stop();
});
