import assert from "node:assert/strict";
import { test } from "node:test";
import { shareSound } from "../../offscreen/sessions/shared-sound.ts";
import type { Pcm } from "../../offscreen/vocabulary.ts";

const piece = (value: number): Pcm => ({ samples: Float32Array.of(value), sampleRate: 1 });

async function heard(pieces: AsyncIterable<Pcm>): Promise<number[]> {
  const values: number[] = [];
  for await (const { samples } of pieces) values.push(samples[0] ?? Number.NaN);
  return values;
}

test("every listener gets every chunk once, whenever it starts", async () => {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  let made = 0;
  const shared = shareSound(
    (async function* () {
      made++;
      yield piece(1);
      await gate;
      yield piece(2);
      yield piece(3);
    })(),
  );
  const early = heard(shared.listen());
  release();
  assert.deepEqual(await early, [1, 2, 3]);
  assert.deepEqual(await Promise.all([heard(shared.listen()), heard(shared.listen())]), [
    [1, 2, 3],
    [1, 2, 3],
  ]);
  assert.equal(made, 1);
});

test("a failure reaches every listener after the chunks made before it", async () => {
  const shared = shareSound(
    (async function* () {
      yield piece(1);
      throw new Error("no more");
    })(),
  );
  const listener = shared.listen();
  assert.equal((await listener.next()).done, false);
  await assert.rejects(listener.next(), /no more/);
  await assert.rejects(heard(shared.listen()), /no more/);
});
