import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { heardWord } from "../../src/shared/heard-word.ts";
import { createSeekPosition } from "../../src/shared/seek-position.ts";

/** What the players compute from the narration: the word and the second that are heard, and where the seek bar stands. */
const clock = { atMs: 10_000, seconds: 0, rate: 2 };
const words = [
  { start: 20, end: 23, startSeconds: 0.2 },
  { start: 24, end: 28, startSeconds: 1 },
];
const sentence = { index: 1, text: "The lamp.", start: 20, end: 29, words };

test("a word has its place in the text of its sentence, and none if the sentence is spoken otherwise than it is written", () => {
  assert.deepEqual(heardWord({ sentence, word: words[1] }), { start: 4, end: 8 });
  assert.deepEqual(heardWord({ sentence, word: undefined }), { start: 0, end: 0 });
  assert.deepEqual(heardWord({ sentence: { ...sentence, text: "The lamp lit." }, word: words[1] }), { start: 0, end: 0 });
});

test("the seek bar follows the sound, stays where it was put until the narrator has answered, and keys in a row are one jump", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 10_000 });
  const jump = mock.fn<(second: number) => void>();
  const seek = createSeekPosition(jump, () => undefined);
  const timeline = { beforeSeconds: 10, totalSeconds: 100 };
  seek.follow({ clock, timeline });
  assert.equal(seek.at(11_000), 12);
  // The next whole second at twice the rate comes after a second of time; 50 pixels of 2 seconds each also.
  assert.equal(seek.nextDrawMs(10_000, 2, 50), 1000);
  assert.equal(seek.nextDrawMs(10_000, 2, 100), 500);

  assert.equal(seek.press("ArrowRight"), true);
  assert.equal(seek.press("PageUp"), true);
  assert.equal(seek.press("a"), false);
  assert.equal(jump.mock.callCount(), 0);
  // A state in between is no answer.
  seek.follow({ clock: { ...clock, atMs: 10_050 }, timeline });
  context.mock.timers.tick(200);
  assert.deepEqual(
    jump.mock.calls.map(({ arguments: [second] }) => second),
    [45],
  );
  assert.equal(seek.at(Date.now()), 45);
  seek.follow({ clock: null, timeline: { ...timeline, beforeSeconds: 45 } });
  assert.equal(seek.isWanted(), true);
  seek.follow({ clock: { atMs: 10_300, seconds: 0, rate: 2 }, timeline: { ...timeline, beforeSeconds: 44 } });
  assert.equal(seek.isWanted(), false);
  assert.equal(seek.at(10_800), 45);

  seek.go(500);
  assert.equal(jump.mock.calls.at(-1)?.arguments[0], 100);
  context.mock.timers.tick(4_001);
  assert.notEqual(seek.at(Date.now()), 100, "a jump that is not answered is taken for lost");
});
