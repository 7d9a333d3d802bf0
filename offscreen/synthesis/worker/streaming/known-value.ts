import { ELEMENT_TYPE, type OnnxTensor } from "../model/onnx-model.ts";
import type { View } from "./part-program.ts";

/** What is known of a value of the graph before anything is said. */
export type Known =
  /** Changes with time. */
  | { kind: "signal"; view: View }
  /** The same number everywhere. */
  | { kind: "uniform"; number: number }
  /** One number for each channel, given with each sentence. */
  | { kind: "steady"; index: number }
  | { kind: "tensor"; tensor: OnnxTensor }
  /** The size of something, which serves only to make something as large. */
  | { kind: "size" };

/** Something that layers cannot do; says what. */
export class UnknownForm extends Error {}

/** `value`, which a part that layers can do would have. */
export function expect<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new UnknownForm(what);
  return value;
}

/** The signal that a value is. */
export function viewOf(known: Known): View {
  if (known.kind !== "signal") throw new UnknownForm(known.kind);
  return known.view;
}

/** A tensor of one number is that number. */
export function plain(known: Known): Known {
  if (known.kind !== "tensor") return known;
  const [number, ...others] = numbersOf(known.tensor);
  return number === undefined || others.length > 0 ? known : { kind: "uniform", number };
}

/** The number that a value is everywhere. */
export function uniformOf(known: Known): number {
  const { kind, ...rest } = plain(known);
  if (kind !== "uniform" || !("number" in rest)) throw new UnknownForm(kind);
  return rest.number;
}

/** The numbers of a small constant. */
export function numbersIn(known: Known): number[] {
  if (known.kind === "uniform") return [known.number];
  if (known.kind !== "tensor") throw new UnknownForm(known.kind);
  return numbersOf(known.tensor);
}

/** The values of a small tensor. */
export function numbersOf({ type, raw, dims }: OnnxTensor): number[] {
  if (!raw || dims.reduce((product, size) => product * size, 1) > 64) throw new UnknownForm("tensor");
  const { buffer } = raw.slice();
  if (type === ELEMENT_TYPE.float) return [...new Float32Array(buffer)];
  if (type === ELEMENT_TYPE.int32) return [...new Int32Array(buffer)];
  if (type === ELEMENT_TYPE.int64) return Array.from(new BigInt64Array(buffer), Number);
  throw new UnknownForm("tensor");
}
