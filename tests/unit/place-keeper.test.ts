import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { PlacedText, ReadingPlaces } from "../../offscreen/cache/reading-places.ts";
import { idleNarration } from "../../offscreen/narrator.ts";
import { createPlaceKeeper, type PlaceKeeper } from "../../offscreen/place-keeper.ts";
import type { Utterance } from "../../src/shared/protocol.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";

mock.timers.enable({ apis: ["Date"] });

function makePlaces(): { places: ReadingPlaces; stored: Map<string, number>; writes: () => number } {
  const stored = new Map<string, number>();
  let writes = 0;
  const key = ({ address, text }: PlacedText): string => `${address} ${text}`;
  return {
    stored,
    writes: () => writes,
    places: {
      find: async (text) => stored.get(key(text)),
      async keep(text, offset) {
        writes++;
        stored.set(key(text), offset);
      },
      forget: async (text) => void stored.delete(key(text)),
      clear: async () => stored.clear(),
    },
  };
}

const content = "x".repeat(1_000);
const utterance = (change: Partial<Utterance> = {}): Utterance => ({
  ...utteranceOf(content, instantVoiceId),
  utteranceId: "u",
  address: "https://a.example/",
  isPrivate: false,
  ...change,
});
const key = `https://a.example/ ${content}`;

/** Reports that a sentence of 100 units is heard. */
function hear(keeper: PlaceKeeper, index: number, change: Partial<Parameters<PlaceKeeper["narrated"]>[0]> = {}): void {
  const sentence = { index, text: "", start: 100 * index, end: 100 * index + 100, words: [] };
  keeper.narrated({ ...idleNarration, status: "speaking", utteranceId: "u", sentence, ...change });
}

test("what is stopped in mid-text is found again; what is heard to its end is not", async () => {
  const { places, stored } = makePlaces();
  const keeper = createPlaceKeeper(places);
  assert.equal(await keeper.begin(utterance()), null);
  hear(keeper, 0);
  hear(keeper, 4);
  keeper.narrated(idleNarration);
  assert.deepEqual([...stored], [[key, 400]]);
  assert.deepEqual(await keeper.begin(utterance()), { offset: 400, share: 0.4 });
  hear(keeper, 5);
  keeper.ended();
  keeper.narrated({ ...idleNarration, utteranceId: "u" });
  assert.deepEqual([...stored], []);
});

test("an error, a pause and another text keep the place too", async () => {
  const ends: ((keeper: PlaceKeeper) => unknown)[] = [
    (keeper) => keeper.narrated({ ...idleNarration, utteranceId: "u" }),
    (keeper) => hear(keeper, 3, { status: "paused" }),
    (keeper) => keeper.begin(utterance({ utteranceId: "v", text: "Another." })),
    (keeper) => keeper.narrated({ ...idleNarration, status: "preparing", utteranceId: "v" }),
  ];
  for (const end of ends) {
    const { places, stored } = makePlaces();
    const keeper = createPlaceKeeper(places);
    await keeper.begin(utterance());
    hear(keeper, 3);
    await end(keeper);
    assert.deepEqual([...stored], [[key, 300]], String(end));
  }
});

test("while a text is read its place is stored every ten seconds, and no more often", async () => {
  const { places, stored, writes } = makePlaces();
  const keeper = createPlaceKeeper(places);
  await keeper.begin(utterance());
  hear(keeper, 1);
  mock.timers.tick(9_000);
  hear(keeper, 2);
  assert.equal(writes(), 0);
  mock.timers.tick(1_000);
  hear(keeper, 3);
  hear(keeper, 4);
  assert.deepEqual([writes(), stored.get(key)], [1, 300]);
});

test("while an earlier place is offered it stays; then the place is where the reading is", async () => {
  const { places, stored } = makePlaces();
  stored.set(key, 500);
  const keeper = createPlaceKeeper(places);
  const resume = await keeper.begin(utterance());
  hear(keeper, 1, { resume });
  keeper.narrated(idleNarration);
  assert.deepEqual([...stored], [[key, 500]]);
  await keeper.begin(utterance());
  hear(keeper, 1, { resume });
  hear(keeper, 2);
  keeper.narrated(idleNarration);
  assert.deepEqual([...stored], [[key, 200]]);
  await keeper.begin(utterance());
  hear(keeper, 0);
  keeper.narrated(idleNarration);
  assert.deepEqual([...stored], [], "the first sentence is the beginning");
});

test("nothing is stored before the earlier place is known, and nothing of a text that was replaced meanwhile", async () => {
  const { places, stored } = makePlaces();
  stored.set(key, 500);
  const keeper = createPlaceKeeper(places);
  const first = keeper.begin(utterance());
  hear(keeper, 1, { status: "paused" });
  const second = keeper.begin(utterance({ utteranceId: "v", text: "Another." }));
  assert.deepEqual([(await first)?.offset, await second], [500, null]);
  hear(keeper, 2, { status: "paused" });
  assert.deepEqual([...stored], [[key, 500]]);
});

test("nothing is stored or looked for of a private text, or of one without an address", async () => {
  for (const change of [{ isPrivate: true }, { address: "" }]) {
    const { places, stored } = makePlaces();
    stored.set(key, 500);
    stored.set(` ${content}`, 500);
    const before = [...stored];
    const keeper = createPlaceKeeper(places);
    assert.equal(await keeper.begin(utterance(change)), null);
    hear(keeper, 6, { status: "paused" });
    keeper.narrated(idleNarration);
    keeper.ended();
    assert.deepEqual([...stored], before);
  }
});
