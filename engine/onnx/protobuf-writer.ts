const encoder = new TextEncoder();

/** Collects the fields of a protobuf message. */
export class MessageWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  integer(field: number, value: number): this {
    return this.#varint(field * 8).#varint(value);
  }

  bytes(field: number, value: Uint8Array): this {
    return this.#varint(field * 8 + 2)
      .#varint(value.length)
      .append(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, message: MessageWriter): this {
    return this.bytes(field, message.#bytes.subarray(0, message.#length));
  }

  /** Appends fields that are already encoded. */
  append(fields: Uint8Array): this {
    this.#ensureCapacity(fields.length);
    this.#bytes.set(fields, this.#length);
    this.#length += fields.length;
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Negative numbers take ten bytes, as protobuf specifies. */
  #varint(value: number): this {
    this.#ensureCapacity(10);
    if (value < 0) {
      for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
        this.#bytes[this.#length++] = rest < 0x80n ? Number(rest) : Number(rest & 0x7fn) | 0x80;
        if (rest < 0x80n) return this;
      }
    }
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) | 0x80;
    this.#bytes[this.#length++] = rest;
    return this;
  }

  #ensureCapacity(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
