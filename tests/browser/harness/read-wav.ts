import assert from "node:assert/strict";

/** The samples (-1 to 1) of a WAV file with one channel of 16 bits, and its sample rate in hertz. */
export function readWav(file: Uint8Array): { samples: Float32Array; sampleRate: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const name = (at: number): string => new TextDecoder().decode(file.subarray(at, at + 4));
  assert.equal(name(0), "RIFF");
  assert.equal(view.getUint32(4, true), file.length - 8);
  let sampleRate = 0;
  for (let at = 12; at < file.length; at += 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) % 2)) {
    if (name(at) === "fmt ") {
      assert.deepEqual([view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint16(at + 22, true)], [1, 1, 16]);
      sampleRate = view.getUint32(at + 12, true);
    }
    if (name(at) !== "data") continue;
    const count = view.getUint32(at + 4, true) / 2;
    return { samples: Float32Array.from({ length: count }, (_, i) => view.getInt16(at + 8 + 2 * i, true) / 32_768), sampleRate };
  }
  return assert.fail("there is no sound in the file");
}
