/**
 * @file An M4B file, written frame by frame. mediabunny's own writer of MP4 files keeps an object for each frame, and makes an array of each of its bytes at
 * the end: more than 200 MB for a book of 11 hours. Here a frame is four bytes in memory.
 */
import type { Chapter } from "./chapter.ts";
import { joinBytes } from "./join-bytes.ts";
import { box, fullBox, u16, u32, u64, type Bytes } from "./mp4-box.ts";

/** A file that is written piece by piece. */
interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void;
}

/** What the file says of itself. */
interface M4bDetails {
  title: string;
  author: string;
  cover: Uint8Array | null;
  /** With fewer than two there is no list. */
  chapters: readonly Chapter[];
}

/** The samples in a frame of AAC. */
const frameLength = 1_024;
/** So many frames stand in the file without an entry that says where. */
const framesPerChunk = 32;
/** Frames are written together when they have so many bytes. */
const maxPendingBytes = 2 ** 20;
/** The sample rates that AAC has numbers for, in hertz. */
const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
/** One channel with the object type of AAC-LC, and with room for the size in 64 bits. */
const aacLc = 2;
const mdatHeaderBytes = 16;
const maxChapters = 255;
const ticksPerSecond = 10_000_000n;

/** Writes AAC-LC in one channel. Frames are without headers, in order. */
export class M4bWriter {
  readonly #sink: Sink;
  readonly #sampleRate: number;
  readonly #mdatAt: number;
  #sizes = new Uint32Array(2 ** 12);
  #count = 0;
  #chunks: number[] = [];
  #end: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  /** `sampleRate` in hertz is one that AAC has. */
  constructor(sink: Sink, sampleRate: number) {
    this.#sink = sink;
    this.#sampleRate = sampleRate;
    const type = box("ftyp", ["M4B ", u32(512), "M4B ", "M4A ", "mp42", "isom"]);
    this.#mdatAt = type.length;
    this.#end = type.length + mdatHeaderBytes;
    // The size is written at the end.
    sink.write(joinBytes([type, new Uint8Array(mdatHeaderBytes)]), 0);
  }

  add(frame: Uint8Array): void {
    if (this.#count % framesPerChunk === 0) this.#chunks.push(this.#end + this.#pendingBytes);
    if (this.#count === this.#sizes.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#sizes);
      this.#sizes = larger;
    }
    this.#sizes[this.#count++] = frame.length;
    this.#pending.push(frame);
    this.#pendingBytes += frame.length;
    if (this.#pendingBytes >= maxPendingBytes) this.#flush();
  }

  /** Writes what is left. Nothing can be added afterwards. */
  end(details: M4bDetails): void {
    this.#flush();
    this.#sink.write(joinBytes([u32(1), new TextEncoder().encode("mdat"), u64(this.#end - this.#mdatAt)]), this.#mdatAt);
    this.#sink.write(this.#moov(details), this.#end);
  }

  #flush(): void {
    if (this.#pendingBytes > 0) this.#sink.write(joinBytes(this.#pending), this.#end);
    this.#end += this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #moov(details: M4bDetails): Uint8Array<ArrayBuffer> {
    const duration = u64(this.#count * frameLength);
    const times = [u64(0), u64(0)];
    const rate = u32(this.#sampleRate);
    const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32);
    const header = fullBox("mvhd", 1, 0, [
      ...times,
      rate,
      duration,
      u32(0x10000),
      u16(0x100),
      new Uint8Array(10),
      ...matrix,
      new Uint8Array(24),
      u32(2),
    ]);
    const trackHeader = fullBox("tkhd", 1, 7, [
      ...times,
      u32(1),
      u32(0),
      duration,
      new Uint8Array(12),
      u16(0x100),
      u16(0),
      ...matrix,
      new Uint8Array(8),
    ]);
    const mediaHeader = fullBox("mdhd", 1, 0, [...times, rate, duration, u16(0x55c4), u16(0)]);
    const handler = fullBox("hdlr", 0, 0, [u32(0), "soun", new Uint8Array(12), "sound\0"]);
    const dataHere = box("dinf", [fullBox("dref", 0, 0, [u32(1), fullBox("url ", 0, 1, [])])]);
    const information = box("minf", [fullBox("smhd", 0, 0, [u32(0)]), dataHere, this.#sampleTable()]);
    const track = box("trak", [trackHeader, box("mdia", [mediaHeader, handler, information])]);
    return box("moov", [header, track, userData(details)]);
  }

  #sampleTable(): Uint8Array<ArrayBuffer> {
    const full = Math.floor(this.#count / framesPerChunk);
    const left = this.#count % framesPerChunk;
    const runs = [...(full > 0 ? [[1, framesPerChunk]] : []), ...(left > 0 ? [[full + 1, left]] : [])];
    return box("stbl", [
      fullBox("stsd", 0, 0, [u32(1), this.#sampleEntry()]),
      fullBox("stts", 0, 0, [u32(1), u32(this.#count), u32(frameLength)]),
      fullBox("stsc", 0, 0, [u32(runs.length), ...runs.flatMap(([first = 0, count = 0]) => [u32(first), u32(count), u32(1)])]),
      fullBox("stsz", 0, 0, [u32(0), u32(this.#count), bigEndian(this.#sizes.subarray(0, this.#count))]),
      fullBox("co64", 0, 0, [u32(this.#chunks.length), ...this.#chunks.map(u64)]),
    ]);
  }

  #sampleEntry(): Uint8Array<ArrayBuffer> {
    // The object type in five bits, the number of the rate in four, and the number of channels in four.
    const config = (aacLc << 11) | (aacRates.indexOf(this.#sampleRate) << 7) | (1 << 3);
    const specific = [Uint8Array.of(5, 2), u16(config)];
    // AAC in a stream of sound; sizes and rates of buffers need not be known.
    const decoder = [Uint8Array.of(4, 13 + 4, 0x40, 0x15), new Uint8Array(11), ...specific];
    const descriptor = fullBox("esds", 0, 0, [
      Uint8Array.of(3, 3 + 2 + 13 + 4 + 3),
      u16(1),
      Uint8Array.of(0),
      ...decoder,
      Uint8Array.of(6, 1, 2),
    ]);
    return box("mp4a", [new Uint8Array(6), u16(1), new Uint8Array(8), u16(1), u16(16), u32(0), u16(this.#sampleRate), u16(0), descriptor]);
  }
}

/** Title, author, cover, that it is an audiobook, and the list of chapters (`chpl`) that players of audiobooks read. */
function userData({ title, author, cover, chapters }: M4bDetails): Uint8Array<ArrayBuffer> {
  const data = (type: number, value: Bytes): Uint8Array => box("data", [u32(type), u32(0), value]);
  const [text, jpeg, integer] = [1, 13, 21];
  const audiobook = 2;
  const list = box("ilst", [
    box("\u00A9nam", [data(text, title)]),
    ...(author === "" ? [] : [box("\u00A9ART", [data(text, author)])]),
    box("stik", [data(integer, Uint8Array.of(audiobook))]),
    ...(cover ? [box("covr", [data(jpeg, cover)])] : []),
  ]);
  const handler = fullBox("hdlr", 0, 0, [u32(0), "mdir", "appl", new Uint8Array(9)]);
  return box("udta", [
    fullBox("meta", 0, 0, [handler, list]),
    ...(chapters.length > 1 ? [fullBox("chpl", 1, 0, chapterList(chapters.slice(0, maxChapters)))] : []),
  ]);
}

function chapterList(chapters: readonly Chapter[]): Uint8Array[] {
  const entries = chapters.flatMap(({ title, startSeconds }) => {
    const name = shortened(title);
    const ticks = (BigInt(Math.round(startSeconds * 1000)) * ticksPerSecond) / 1000n;
    return [u64(ticks), Uint8Array.of(name.length), name];
  });
  return [u32(0), Uint8Array.of(chapters.length), ...entries];
}

/** A title in UTF-8, with no more bytes than fit. */
function shortened(title: string): Uint8Array {
  const bytes = new Uint8Array(255);
  return bytes.subarray(0, new TextEncoder().encodeInto(title, bytes).written);
}

function bigEndian(values: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setUint32(4 * i, value));
  return new Uint8Array(view.buffer);
}
