import assert from "node:assert/strict";
import { beforeEach, test, type TestContext } from "node:test";
import type { Narration } from "../../src/shared/protocol.ts";
import { trackPlace } from "../../reader/library/track-place.ts";
import type { ReadingPlace } from "../../reader/library/library-store.ts";

let kept: ReadingPlace[] = [];
beforeEach(() => void (kept = []));

const track = ({ start = 0, length = 1_000, isWhole = true } = {}): ReturnType<typeof trackPlace> =>
  trackPlace({
    startOf: (utteranceId) => (utteranceId === "whole" ? start : null),
    shareOf: (offset) => offset / length,
    isWhole: () => isWhole,
    keep: (place) => kept.push(place),
  });

/** A narration in the sentence that begins at `start`, in a text of 1,000 units. */
const at = (
  start: number,
  status: Narration["status"] = "speaking",
  utteranceId = "whole",
): Parameters<ReturnType<typeof trackPlace>>[0] => ({
  status,
  utteranceId,
  sentence: { index: 1, text: "A sentence.", start, end: start + 11, words: [] },
  progress: start / 1_000,
});

function useClock(t: TestContext): (ms: number) => void {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  return (ms) => t.mock.timers.tick(ms);
}

test("while a document is read its place is kept now and then, and at each pause", (t) => {
  const tick = useClock(t);
  const told = track();
  for (let start = 0; start < 200; start += 20) {
    told(at(start));
    tick(1_000);
  }
  assert.deepEqual(
    kept.map(({ offset }) => offset),
    [0, 100],
  );
  told(at(200, "paused"));
  assert.deepEqual(kept.at(-1), { offset: 200, share: 0.2 });
});

test("when it is stopped, or something else is read, the last place is kept", (t) => {
  useClock(t);
  const told = track();
  told(at(0));
  told(at(60));
  told(null);
  assert.deepEqual(kept.at(-1), { offset: 60, share: 0.06 });
  assert.equal(kept.length, 2);
});

test("at its end it was heard as a whole", (t) => {
  useClock(t);
  const told = track();
  told(at(980));
  told({ status: "idle", utteranceId: "whole", sentence: null, progress: 1 });
  assert.deepEqual(kept.at(-1), { offset: 0, share: 1 });
});

test("the place and the share are those in the whole document, also of a text that begins far behind its beginning", (t) => {
  useClock(t);
  track({ start: 600_000, length: 1_000_000 })(at(200));
  assert.deepEqual(kept, [{ offset: 600_200, share: 0.6002 }]);
});

test("at the end of a document that is still opening its place stays", (t) => {
  useClock(t);
  const told = track({ isWhole: false });
  told(at(980));
  told({ status: "idle", utteranceId: "whole", sentence: null, progress: 1 });
  assert.deepEqual(kept.at(-1), { offset: 980, share: 0.98 });
});

test("a selection in the document moves no place", (t) => {
  useClock(t);
  const told = track();
  told(at(5, "speaking", "selection"));
  told(at(5, "paused", "selection"));
  told({ status: "idle", utteranceId: "selection", sentence: null, progress: 1 });
  told(null);
  assert.deepEqual(kept, []);
});
