import { elementTypes, type OnnxTensor } from "../onnx/onnx-model.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import type { View } from "./layer-program.ts";

/** What is known of a value of the graph before anything is computed. */
export type AbstractValue =
  /** Changes with time. */
  | { kind: "signal"; view: View }
  /** The same number everywhere. */
  | { kind: "uniform"; number: number }
  /** One number for each channel, given with each utterance. */
  | { kind: "perUtterance"; index: number }
  | { kind: "tensor"; tensor: OnnxTensor }
  /** The size of something, which serves only to make something as large. */
  | { kind: "size" };

/** `value`, which a part that layers can do would have. */
export function expect<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new UnsupportedOperator(what);
  return value;
}

/** The signal that a value is. */
export function viewOf(known: AbstractValue): View {
  if (known.kind !== "signal") throw new UnsupportedOperator(known.kind);
  return known.view;
}

/** A tensor of one number is that number. */
export function plain(known: AbstractValue): AbstractValue {
  if (known.kind !== "tensor") return known;
  const [number, ...others] = numbersOf(known.tensor);
  return number === undefined || others.length > 0 ? known : { kind: "uniform", number };
}

/** The number that a value is everywhere. */
export function uniformOf(known: AbstractValue): number {
  const { kind, ...rest } = plain(known);
  if (kind !== "uniform" || !("number" in rest)) throw new UnsupportedOperator(kind);
  return rest.number;
}

/** The numbers of a small constant. */
export function numbersIn(known: AbstractValue): number[] {
  if (known.kind === "uniform") return [known.number];
  if (known.kind !== "tensor") throw new UnsupportedOperator(known.kind);
  return numbersOf(known.tensor);
}

/** The values of a small tensor. */
export function numbersOf({ type, raw, dims }: OnnxTensor): number[] {
  if (!raw || dims.reduce((product, size) => product * size, 1) > 64) throw new UnsupportedOperator("tensor");
  const { buffer } = raw.slice();
  if (type === elementTypes.float) return [...new Float32Array(buffer)];
  if (type === elementTypes.int32) return [...new Int32Array(buffer)];
  if (type === elementTypes.int64) return Array.from(new BigInt64Array(buffer), Number);
  throw new UnsupportedOperator("tensor");
}
