import { readFields, type Field } from "../../onnx/protobuf-reader.ts";

type Bytes = Uint8Array<ArrayBuffer>;
/** Returns a random number from 0 (inclusive) to 1 (exclusive). The seed determines the sequence. */
type Random = () => number;

/** The fields of a message of `onnx.proto` that are messages themselves, by field number. */
interface MessageSchema {
  [field: number]: MessageSchema;
}
const shape: MessageSchema = { 2: { 1: {} } };
const value: MessageSchema = { 2: { 1: shape } };
const attribute: MessageSchema = { 5: {} };
const node: MessageSchema = { 5: attribute };
const graph: MessageSchema = { 1: node, 5: {}, 11: value, 12: value };
attribute[6] = graph;
const model: MessageSchema = { 7: graph, 8: {} };

/** Mutations of a file. */
const byteMutations: ((bytes: Bytes, random: Random) => Bytes)[] = [
  (bytes, random) => withByte(bytes, random, (byte) => byte ^ (1 << below(8, random))),
  (bytes, random) => withByte(bytes, random, () => below(256, random)),
  (bytes, random) => bytes.slice(0, below(bytes.length, random)),
  (bytes, random) => without(bytes, random, 1 + below(16, random)),
  (bytes, random) => join([bytes.subarray(0, bytes.length >> 1), Uint8Array.of(below(256, random)), bytes.subarray(bytes.length >> 1)]),
  (bytes, random) => {
    const at = below(bytes.length, random);
    return bytes.slice().fill(0, at, at + below(4_096, random));
  },
];

/** Mutations of a number. */
const numberMutations: ((number: bigint, random: Random) => bigint)[] = [
  (number) => number + 1n,
  (number) => number - 1n,
  (number) => -number,
  (number) => number * 2n,
  () => 0n,
  () => 1n,
  () => 2n ** 31n,
  () => 2n ** 40n,
  () => 2n ** 63n - 1n,
  (number, random) => number ^ (1n << BigInt(below(63, random))),
];

/** Mutations of a name, a list or weights. */
const contentMutations: ((content: Bytes, random: Random, others: readonly Bytes[]) => Bytes)[] = [
  () => new Uint8Array(),
  (content) => content.slice(0, content.length >> 1),
  (content) => join([content, content]),
  (content, random) => (content.length === 0 ? Uint8Array.of(7) : withByte(content, random, (byte) => byte ^ (1 << below(8, random)))),
  (content, random) => Uint8Array.from(content, () => below(256, random)),
  (content) => new Uint8Array(content.length).fill(0xff),
  (content, random, others) => others[below(others.length, random)] ?? content,
  (content, random, others) => others[below(others.length, random)] ?? content,
];

/** A copy of `original` with one random mutation, from a flipped bit to a node that reads another value. The same `seed` gives the same mutation. */
export function mutateModel(original: Bytes, seed: number): Bytes {
  const random = randomFrom(seed);
  if (random() < 0.25) return (byteMutations[below(byteMutations.length, random)] as (typeof byteMutations)[number])(original, random);
  return changeMessage(original, model, random);
}

function changeMessage(message: Bytes, schema: MessageSchema, random: Random): Bytes {
  const fields = [...readFields(message)];
  // Choose a field number first. Otherwise almost all mutations would be in nodes and weights.
  const numbers = [...new Set(fields.map(({ number }) => number))];
  const chosenNumber = numbers[below(numbers.length, random)];
  const candidates = fields.filter(({ number }) => number === chosenNumber);
  const field = candidates[below(candidates.length, random)];
  if (!field) return Uint8Array.of(1, 2, 3);
  const rawFields: Bytes[] = fields.map(({ raw }) => raw);
  const at = fields.indexOf(field);
  const inner = schema[field.number];
  if (inner && random() < 0.85) rawFields[at] = withContent(field, changeMessage(field.bytes, inner, random));
  else {
    const another = below(fields.length, random);
    const choice = random();
    if (choice < 0.1) rawFields.splice(at, 1);
    else if (choice < 0.2) rawFields.splice(at, 0, field.raw);
    else if (choice < 0.3) [rawFields[at], rawFields[another]] = [rawFields[another] ?? field.raw, field.raw];
    else if (choice < 0.35) rawFields[at] = join([fieldKey(below(16, random) + 1, below(6, random)), field.raw.slice(1)]);
    else rawFields[at] = changeField(field, fields, random);
  }
  return join(rawFields);
}

function changeField(field: Field, fields: readonly Field[], random: Random): Bytes {
  if (field.value !== undefined) {
    const change = numberMutations[below(numberMutations.length, random)] as (typeof numberMutations)[number];
    return join([fieldKey(field.number, 0), varint(change(BigInt(field.value), random))]);
  }
  const change = contentMutations[below(contentMutations.length, random)] as (typeof contentMutations)[number];
  const others = fields.filter((other) => other.number === field.number).map(({ bytes }) => bytes);
  const length = field.raw.length - field.bytes.length;
  const isLengthDelimited = ((field.raw[0] ?? 0) & 7) === 2;
  const content = change(field.bytes, random, others);
  return isLengthDelimited ? withContent(field, content) : join([field.raw.slice(0, length), content]);
}

function withContent({ number }: Field, content: Bytes): Bytes {
  return join([fieldKey(number, 2), varint(BigInt(content.length)), content]);
}

function fieldKey(number: number, wireType: number): Bytes {
  return varint(BigInt(number * 8 + wireType));
}

function varint(number: bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, number);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function withByte(bytes: Bytes, random: Random, change: (byte: number) => number): Bytes {
  const changed = bytes.slice();
  const at = below(bytes.length, random);
  changed[at] = change(changed[at] ?? 0);
  return changed;
}

function without(bytes: Bytes, random: Random, count: number): Bytes {
  const at = below(bytes.length, random);
  return join([bytes.subarray(0, at), bytes.subarray(at + count)]);
}

function join(arrays: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of arrays) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  return joined;
}

function below(count: number, random: Random): number {
  return Math.floor(random() * count);
}

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
