/** One field of a protobuf message. Its bytes are views into the message, never copies. */
export class Field {
  constructor(
    readonly number: number,
    /** The value of a varint as a signed 64-bit integer, exact up to 53 bits; undefined for other fields. */
    readonly value: number | undefined,
    readonly message: Uint8Array<ArrayBuffer>,
    readonly start: number,
    readonly content: number,
    readonly end: number,
  ) {}

  /** The content of a field that is not a varint. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.message.subarray(this.content, this.end);
  }

  /** The whole field with its key. It can be appended to another message. */
  get raw(): Uint8Array<ArrayBuffer> {
    return this.message.subarray(this.start, this.end);
  }
}

/** Reads the fields of a message in order. Throws a RangeError if the bytes are not protobuf. */
export function* readFields(message: Uint8Array<ArrayBuffer>): Generator<Field> {
  const cursor = new Cursor(message);
  while (!cursor.atEnd) {
    const start = cursor.position;
    const key = cursor.varint();
    const wireType = key % 8;
    const value = wireType === 0 ? cursor.varint() : undefined;
    const length = lengthOf(wireType, cursor);
    const content = cursor.position;
    cursor.skip(length);
    yield new Field(Math.floor(key / 8), value, message, start, content, cursor.position);
  }
}

function lengthOf(wireType: number, cursor: Cursor): number {
  switch (wireType) {
    case 0:
      return 0;
    case 1:
      return 8;
    case 2:
      return cursor.varint();
    case 5:
      return 4;
    default:
      throw new RangeError(`a protobuf field has the unknown wire type ${wireType}`);
  }
}

const decoder = new TextDecoder();

/** The text of a string field. */
export function textOf({ bytes }: Field): string {
  // Almost every name is short and ASCII. For such names a decoder is slower than this.
  return bytes.length < 200 && bytes.every((byte) => byte < 0x80) ? String.fromCharCode(...bytes) : decoder.decode(bytes);
}

/** The numbers of a repeated integer field, which holds one number or a packed list. */
export function integersOf(field: Field): number[] {
  if (field.value !== undefined) return [field.value];
  const cursor = new Cursor(field.bytes);
  const list: number[] = [];
  while (!cursor.atEnd) list.push(cursor.varint());
  return list;
}

class Cursor {
  position = 0;

  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  skip(length: number): void {
    if (!(length >= 0 && length <= this.bytes.length - this.position)) throw new RangeError("a protobuf field is cut short");
    this.position += length;
  }

  varint(): number {
    // Almost every varint is short. Big integers are needed only where numbers are no longer exact.
    let low = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.#byte();
      low += (byte & 0x7f) * scale;
      if (byte < 0x80) return low;
    }
    let value = BigInt(low);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError("a protobuf number has no end");
  }

  #byte(): number {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw new RangeError("a protobuf number is cut short");
    return byte;
  }
}
