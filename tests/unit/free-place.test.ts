import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { freePlace, type Box } from "../../content/selection-button/free-place.ts";

const size = 32;
const room = { width: 800, height: 600 };
const boxAt = (left: number, top: number, width: number, height: number): Box => ({ left, top, right: left + width, bottom: top + height });

test("it is below the corner of the end, on the side to which the text goes", () => {
  const end = boxAt(300, 200, 100, 20);
  assert.deepEqual(freePlace(size, end, [end], room, false), { left: 404, top: 224 });
  assert.deepEqual(freePlace(size, end, [end], room, true), { left: 264, top: 224 });
});

test("at the edges of the window it is on another side", () => {
  const atTheRight = boxAt(700, 200, 95, 20);
  assert.deepEqual(freePlace(size, atTheRight, [atTheRight], room, false), { left: 763, top: 224 });
  const atTheBottom = boxAt(300, 570, 100, 20);
  assert.deepEqual(freePlace(size, atTheBottom, [atTheBottom], room, false), { left: 404, top: 564 });
});

test("wherever the text is, it is in the window and covers none of it, or there is no room at all", () => {
  const anyBox = fc
    .tuple(
      fc.integer({ min: -50, max: 800 }),
      fc.integer({ min: -50, max: 600 }),
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 300 }),
    )
    .map((numbers) => boxAt(...numbers));
  let found = 0;
  fc.assert(
    fc.property(fc.array(anyBox, { minLength: 1, maxLength: 12 }), fc.boolean(), (taken, isRightToLeft) => {
      const end = taken.at(-1);
      assert.ok(end);
      const place = freePlace(size, end, taken, room, isRightToLeft);
      if (!place) return;
      found += 1;
      const { left, top } = place;
      assert.ok(left >= 0 && top >= 0 && left + size <= room.width && top + size <= room.height);
      for (const box of taken) assert.ok(left >= box.right || left + size <= box.left || top >= box.bottom || top + size <= box.top);
    }),
  );
  assert.ok(found > 50, `${found} places`);
  const everything = boxAt(0, 0, 800, 600);
  assert.equal(freePlace(size, everything, [everything], room, false), null);
});
