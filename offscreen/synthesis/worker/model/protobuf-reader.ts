/** One field of a protobuf message as it lies in the file: views of its bytes, never copies. */
export interface Field {
  number: number;
  /** The number of a varint, as a signed 64-bit integer; undefined for other fields. */
  value: bigint | undefined;
  /** What a field other than a varint holds. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The whole field with its key, as it can be put into another message. */
  raw: Uint8Array<ArrayBuffer>;
}

/** Reads the fields of a message in their order. Throws a RangeError on bytes that are no protobuf. */
export function* readFields(message: Uint8Array<ArrayBuffer>): Generator<Field> {
  const cursor = new Cursor(message);
  while (!cursor.atEnd) {
    const start = cursor.position;
    const key = Number(cursor.varint());
    const wireType = key % 8;
    const value = wireType === 0 ? cursor.varint() : undefined;
    const bytes = cursor.take(lengthOf(wireType, cursor));
    yield { number: Math.floor(key / 8), value, bytes, raw: message.subarray(start, cursor.position) };
  }
}

function lengthOf(wireType: number, cursor: Cursor): number {
  switch (wireType) {
    case 0:
      return 0;
    case 1:
      return 8;
    case 2:
      return Number(cursor.varint());
    case 5:
      return 4;
    default:
      throw new RangeError(`a protobuf field has the unknown wire type ${wireType}`);
  }
}

const decoder = new TextDecoder();

/** The text of a string field. */
export function textOf(field: Field): string {
  return decoder.decode(field.bytes);
}

/** The numbers of a repeated integer field: one, or a packed list. */
export function integersOf(field: Field): number[] {
  if (field.value !== undefined) return [Number(field.value)];
  const cursor = new Cursor(field.bytes);
  const list: number[] = [];
  while (!cursor.atEnd) list.push(Number(cursor.varint()));
  return list;
}

class Cursor {
  position = 0;

  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  take(length: number): Uint8Array<ArrayBuffer> {
    if (!(length <= this.bytes.length - this.position)) throw new RangeError("a protobuf field is cut short");
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  varint(): bigint {
    // Almost every varint is short: plain numbers as far as they are exact, big integers only beyond that.
    let low = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.#byte();
      low += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new RangeError("a protobuf number has no end");
  }

  #byte(): number {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw new RangeError("a protobuf number is cut short");
    return byte;
  }
}
