/** Where one field of a protobuf message lies in a file; `value` is the number that a varint holds, 0 for other fields. */
export interface FieldPlace {
  number: number;
  value: number;
  start: number;
  end: number;
}

/** What is read at a time: most fields of interest lie close together. */
const windowBytes = 32 * 1024;
/** A key and a length, ten bytes each at most. */
const headBytes = 20;

/** Reads where the fields of protobuf messages lie in a file, without reading what is in large ones. */
export interface ProtobufOutline {
  /** The fields of the message in bytes `start` to `end`, in their order. Throws a RangeError on bytes that are no protobuf. */
  fields(start: number, end: number): AsyncGenerator<FieldPlace>;
  /** The text of a string field. */
  text(place: FieldPlace): Promise<string>;
}

/** Looks at `file` through a window that moves with what is asked for. */
export function outlineProtobuf(file: Blob): ProtobufOutline {
  let windowStart = 0;
  let window = new Uint8Array();

  const bytesAt = async (start: number, length: number): Promise<Uint8Array> => {
    const end = Math.min(start + length, file.size);
    if (start < windowStart || end > windowStart + window.length) {
      window = new Uint8Array(await file.slice(start, Math.max(end, start + windowBytes)).arrayBuffer());
      windowStart = start;
    }
    return window.subarray(start - windowStart, end - windowStart);
  };

  return {
    async *fields(start, end) {
      let position = start;
      while (position < end) {
        const head = new Head(await bytesAt(position, Math.min(headBytes, end - position)));
        const key = head.varint();
        const wireType = key % 8;
        const value = wireType === 0 ? head.varint() : 0;
        const length = lengthOf(wireType, head);
        const place = { number: Math.floor(key / 8), value, start: position + head.length, end: position + head.length + length };
        if (!(place.end <= end)) throw new RangeError("a protobuf field is cut short");
        if (place.number === 0) throw new RangeError("a protobuf field has no number");
        yield place;
        position = place.end;
      }
    },
    text: async ({ start, end }) => new TextDecoder().decode(await bytesAt(start, end - start)),
  };
}

/** The bytes that follow the head, which may end with their number. */
function lengthOf(wireType: number, head: Head): number {
  if (wireType === 0) return 0;
  if (wireType === 1) return 8;
  if (wireType === 2) return head.varint();
  if (wireType === 5) return 4;
  throw new RangeError(`a protobuf field has the unknown wire type ${wireType}`);
}

class Head {
  /** Bytes read so far. */
  length = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** Exact up to 2^53, which is more than any length or type; what is beyond comes out rounded. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.bytes[this.length++];
      if (byte === undefined) throw new RangeError("a protobuf number is cut short");
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a protobuf number has no end");
  }
}
