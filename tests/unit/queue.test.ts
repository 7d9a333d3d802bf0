import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createQueue, type ReadingQueue } from "../../offscreen/queue.ts";
import type { QueuedText } from "../../src/shared/protocol.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";

const text = (utteranceId: string, content = `Text ${utteranceId}.`) => ({ ...utteranceOf(content, instantVoiceId), utteranceId });

function makeQueue(): { queue: ReadingQueue; shown: () => QueuedText[] } {
  let shown: QueuedText[] = [];
  return { queue: createQueue((texts) => (shown = texts)), shown: () => shown };
}

const command = fc.oneof(
  fc.record({ type: fc.constantFrom("add" as const, "remove" as const), id: fc.nat(6).map(String) }),
  fc.record({ type: fc.constant("move" as const), id: fc.nat(6).map(String), index: fc.integer({ min: -2, max: 8 }) }),
  fc.record({ type: fc.constantFrom("take" as const, "clear" as const, "update" as const) }),
);

test("whatever is added, moved and removed: the order is what was asked for, no text is there twice, and watchers see it", () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const { queue, shown } = makeQueue();
      let ids: string[] = [];
      for (const each of commands) {
        switch (each.type) {
          case "add":
            if (!ids.includes(each.id)) ids.push(each.id);
            assert.equal(queue.add(text(each.id)), ids.length);
            break;
          case "remove":
            ids = ids.filter((id) => id !== each.id);
            queue.remove(each.id);
            break;
          case "move":
            if (ids.includes(each.id)) {
              ids = ids.filter((id) => id !== each.id);
              ids.splice(Math.min(ids.length, Math.max(0, each.index)), 0, each.id);
            }
            queue.move(each.id, each.index);
            break;
          case "take":
            assert.equal(queue.takeNext()?.utteranceId, ids.shift());
            break;
          case "clear":
            ids = [];
            queue.clear();
            break;
          case "update":
            queue.update((utterance) => ({ ...utterance, rate: 2 }));
        }
        assert.deepEqual(
          shown().map(({ utteranceId }) => utteranceId),
          ids,
        );
      }
      for (const id of ids) assert.equal(queue.takeNext()?.text, `Text ${id}.`);
    }),
  );
});

test("a text that waits is said as the settings are when it begins", () => {
  const { queue } = makeQueue();
  queue.add(text("a"));
  queue.update((utterance) => ({ ...utterance, rate: 2 }));
  assert.equal(queue.takeNext()?.rate, 2);
});

test("too many texts, or too long ones, are refused, and what waits stays", () => {
  const many = makeQueue();
  for (let i = 0; i < 100; i++) many.queue.add(text(String(i)));
  assert.throws(() => many.queue.add(text("one more")), { code: "queueFull" });
  assert.equal(many.queue.add(text("99")), 100, "it is there already");
  assert.equal(many.shown().length, 100);

  const long = makeQueue();
  for (let i = 0; i < 5; i++) long.queue.add(text(String(i), "x".repeat(500_000)));
  assert.throws(() => long.queue.add(text("one more", "x")), { code: "queueFull" });
  long.queue.takeNext();
  assert.equal(long.queue.add(text("one more", "x")), 5);
});

test("watchers see a text's beginning and where it is from, and not the whole text", () => {
  const { queue, shown } = makeQueue();
  const source = { tabId: 3, frameId: 0, title: "A title", site: "a.example" };
  queue.add({ ...text("a", `First words. ${"More words. ".repeat(1_000)}`), source, isPrivate: true });
  const [queued] = shown();
  assert.deepEqual(
    { ...queued, start: "" },
    { utteranceId: "a", title: "A title", site: "a.example", start: "", language: "en", isPrivate: true },
  );
  assert.ok(queued?.start.startsWith("First words."));
  assert.ok((queued?.start.length ?? Infinity) <= 120);
});
