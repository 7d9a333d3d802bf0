import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSessionCache } from "../../offscreen/sessions/session-cache.ts";
import type { WorkerEvent } from "../../engine/protocol.ts";
import { createVoiceLibrary } from "../../offscreen/voice/library.ts";
import { openVoiceStore } from "../../offscreen/voice/store.ts";
import { createVoiceRemoval } from "../../offscreen/voice-removal.ts";
import { createVoiceResolver } from "../../offscreen/voice-resolver.ts";
import { FakeDisk } from "./fake-disk.ts";
import { fakeFetch } from "./fake-host.ts";
import { catalogue, files, inWorld, turn, voiceIds } from "./voice-world.ts";

/** A worker that takes `turnsToOpen` turns to open anything. */
class SlowWorker {
  static turnsToOpen = 0;
  static open = new Set<SlowWorker>();
  onmessage: (event: { data: WorkerEvent }) => void = () => undefined;

  constructor() {
    SlowWorker.open.add(this);
  }
  async postMessage(): Promise<void> {
    for (let i = 0; i < SlowWorker.turnsToOpen; i++) await turn();
    if (SlowWorker.open.has(this)) this.onmessage({ data: { type: "opened", memoryBytes: 1 } });
  }
  terminate(): void {
    SlowWorker.open.delete(this);
  }
}
Object.assign(globalThis, { Worker: SlowWorker, crossOriginIsolated: false });

const voices = voiceIds.slice(0, 2);

type Step = { kind: "read" | "remove" | "install"; voice: number; turns: number } | { kind: "removeAll"; turns: number };

/** About as long as a removal takes. */
const turns = fc.nat(10);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("read" as const, "remove" as const, "install" as const),
      voice: fc.nat(voices.length - 1),
      turns,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("removeAll" as const), turns }) },
);

test("reading while voices are removed: no session of a removed voice stays open, and each is removed from the settings", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), turns, turns, async (steps, turnsToOpen, turnsToLook) => {
      SlowWorker.turnsToOpen = turnsToOpen;
      SlowWorker.open.clear();
      const disk = new FakeDisk();
      await inWorld({ disk: disk.open(), fetch: fakeFetch(files, () => ({ kind: "good" })) }, async () => {
        const store = openVoiceStore();
        const installing = new Set<string>();
        const library = createVoiceLibrary(
          async () => catalogue,
          store,
          async () => ({ kind: "whole" }),
          ({ voiceId, status }) =>
            status === "downloading" || status === "verifying" ? installing.add(voiceId) : installing.delete(voiceId),
          () => undefined,
          () => undefined,
        );
        const sessions = createSessionCache({ budgetBytes: 1e12, idleMs: 0 }, () => undefined);
        const resolver = createVoiceResolver(
          store,
          sessions,
          "assets/",
          "engine",
          { rulesFor: () => [] },
          async () => undefined,
          () => undefined,
        );
        const forgotten = new Set<string>();
        const removal = createVoiceRemoval(library, sessions, async (gone) => gone.forEach((voiceId) => forgotten.add(voiceId)));
        const settle = async (asked: Promise<unknown>[]): Promise<void> => {
          await Promise.allSettled(asked);
          for (let quiet = 0, operations = -1; quiet < 15; quiet++) {
            if (operations !== disk.operations || installing.size > 0) quiet = 0;
            ({ operations } = disk);
            await turn();
          }
        };
        /** Like the narrator: finds the voice, looks for its sound, and then needs its session. */
        const read = async (voiceId: string): Promise<void> => {
          const handle = await resolver.installed({ voiceId, speakerId: 0 });
          for (let i = 0; i < turnsToLook; i++) await turn();
          await handle.open();
        };

        await settle(voices.map((voiceId) => library.install(voiceId)));
        const asked: Promise<unknown>[] = [];
        // Requests fail only because the voice is removed.
        const ask = (wish: Promise<unknown>): void => void asked.push(wish.catch(() => undefined));
        const removed = new Set<string>();
        for (const each of steps) {
          const voiceId = each.kind === "removeAll" ? undefined : voices[each.voice];
          if (each.kind === "removeAll") ask(removal.removeAll());
          else if (voiceId && each.kind === "remove") {
            removed.add(voiceId);
            ask(removal.remove(voiceId));
          } else if (voiceId) ask(each.kind === "read" ? read(voiceId) : library.install(voiceId));
          for (let i = 0; i < each.turns; i++) await turn();
        }
        await settle(asked);

        const installed = new Set((await store.list()).map(({ voiceId }) => voiceId));
        for (const voiceId of voices) assert.equal((await store.find(voiceId)) !== undefined, installed.has(voiceId), voiceId);
        const open = sessions.list();
        assert.deepEqual(
          open.filter(({ key, status }) => status !== "open" || !installed.has(key)),
          [],
        );
        assert.equal(SlowWorker.open.size, open.length);
        for (const voiceId of removed) assert.ok(forgotten.has(voiceId));
        sessions.closeAll();
        assert.equal(SlowWorker.open.size, 0);
      });
    }),
    { numRuns: 500, includeErrorInReport: true },
  );
});
