/** So many bytes at the beginning are looked at. */
const sampledBytes = 4096;

/** What begins a text and says how it is encoded. UTF-32 is not among what browsers decode. */
const marks: readonly [encoding: string, mark: readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * The text of a file. Its encoding is the one that its first bytes say, else UTF-16 if it looks so, else UTF-8 if all of it is valid, else
 * `declared` if the browser knows it, else Windows-1252, which all bytes are valid in.
 */
export function decodeText(bytes: Uint8Array, declared = ""): string {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  const known = marked ?? utf16Of(bytes);
  if (known) return new TextDecoder(known).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decoderOf(declared).decode(bytes);
  }
}

/** UTF-16 without a mark: of most texts every second byte is 0, and in other encodings none is. */
function utf16Of(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, sampledBytes);
  const zeros: [even: number, odd: number] = [0, 0];
  sample.forEach((byte, at) => byte === 0 && zeros[at % 2 === 0 ? 0 : 1]++);
  const [even, odd] = zeros;
  const enough = sample.length / 2 / 4;
  if (sample.length < 4 || Math.max(even, odd) < enough) return undefined;
  if (odd > even * 8) return "utf-16le";
  return even > odd * 8 ? "utf-16be" : undefined;
}

function decoderOf(encoding: string): TextDecoder {
  try {
    // What is declared as UTF-8 is not valid in it.
    if (encoding !== "" && !/^utf-?8$/i.test(encoding)) return new TextDecoder(encoding);
  } catch {
    // The browser does not know this encoding.
  }
  return new TextDecoder("windows-1252");
}
