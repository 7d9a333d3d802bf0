import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { UserFacingError } from "../../src/shared/errors.ts";
import { readZip } from "../../reader/document/read-zip.ts";

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
const code = (thrown: unknown): string => (thrown instanceof UserFacingError ? thrown.code : String(thrown));

/** Reads every file of an archive. Resolves to the code of the error if that fails. */
async function readAll(bytes: Uint8Array): Promise<Record<string, Uint8Array> | string> {
  try {
    const zip = readZip(own(bytes));
    const files: Record<string, Uint8Array> = {};
    for (const path of zip.paths()) files[path] = (await zip.read(path)) ?? new Uint8Array();
    return files;
  } catch (thrown) {
    return code(thrown);
  }
}

const known = new Set(["documentDamaged", "documentEncrypted", "documentTooComplex"]);

test("what was packed comes back, packed or not, with a comment or without", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== "__proto__"),
        fc.uint8Array({ maxLength: 2_000 }),
        { maxKeys: 5 },
      ),
      fc.constantFrom(0, 6),
      async (files, level) => {
        const packed = zipSync(files, { level, comment: "A comment" });
        const read = await readAll(packed);
        assert.deepEqual(read, Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, own(bytes)])));
      },
    ),
    { numRuns: 50 },
  );
});

test("an archive that ends anywhere is damaged, and takes nothing down", async () => {
  const packed = zipSync({ "a.txt": strToU8("Some text. ".repeat(50)), "b.txt": strToU8("More.") });
  for (let length = 0; length < packed.length - 1; length += 7)
    assert.equal(await readAll(packed.subarray(0, length)), "documentDamaged", `${length} bytes`);
});

test("an archive with any changed bytes is read, or refused in a known way", async () => {
  const packed = zipSync({ "a.txt": strToU8("Some text. ".repeat(50)), "b/c.txt": strToU8("More.") });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }), async (changes) => {
      const changed = own(packed);
      for (const [at, byte] of changes) changed[at] = byte;
      const read = await readAll(changed);
      assert.ok(typeof read === "object" || known.has(read), String(read));
    }),
    { numRuns: 300 },
  );
});

test("a file that unpacks to more than a document has is not unpacked", async () => {
  const zeros = new Uint8Array(120e6);
  const packed = zipSync({ "bomb.xml": zeros });
  assert.ok(packed.length < 1e6);
  assert.equal(await readAll(packed), "documentTooComplex");
  // What the archive says of the size changes nothing.
  const view = new DataView(packed.buffer, packed.byteOffset);
  for (let at = 0; at < packed.length - 28; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
  assert.equal(await readAll(packed), "documentTooComplex");
});

test("files that together unpack to too much are not all unpacked", async () => {
  const files = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.xml`, new Uint8Array(80e6)]));
  assert.equal(await readAll(zipSync(files)), "documentTooComplex");
});

test("an encrypted file says so", async () => {
  const packed = zipSync({ "a.txt": strToU8("x") });
  const view = new DataView(packed.buffer, packed.byteOffset);
  for (let at = 0; at < packed.length - 28; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
  assert.equal(await readAll(packed), "documentEncrypted");
});
