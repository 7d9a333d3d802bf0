import { elementTypes, type OnnxTensor } from "../onnx/onnx-model.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import type { View } from "./layer-program.ts";

/** What the compiler knows about a value of the graph. */
export type AbstractValue =
  /** It has a column for each time step. */
  | { kind: "signal"; view: View }
  /** All its elements are the same number. */
  | { kind: "uniform"; number: number }
  /** It has one number for each channel and is an input of each utterance. */
  | { kind: "perUtterance"; index: number }
  | { kind: "tensor"; tensor: OnnxTensor }
  /** It is the shape of another value. The compiler does not need it. */
  | { kind: "size" };

/** `value`; throws `UnsupportedOperator` with the message `what` if it is undefined. */
export function expect<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new UnsupportedOperator(what);
  return value;
}

/** The view of a signal; throws `UnsupportedOperator` if the value is not a signal. */
export function viewOf(value: AbstractValue): View {
  if (value.kind !== "signal") throw new UnsupportedOperator(value.kind);
  return value.view;
}

/** Replaces a tensor with one element by a uniform value. */
export function asUniform(value: AbstractValue): AbstractValue {
  if (value.kind !== "tensor") return value;
  const [number, ...others] = numbersOf(value.tensor);
  return number === undefined || others.length > 0 ? value : { kind: "uniform", number };
}

/** The number of a uniform value; throws `UnsupportedOperator` if the value is not uniform. */
export function uniformOf(value: AbstractValue): number {
  const { kind, ...rest } = asUniform(value);
  if (kind !== "uniform" || !("number" in rest)) throw new UnsupportedOperator(kind);
  return rest.number;
}

/** The numbers of a small constant; throws `UnsupportedOperator` if the value is not one. */
export function numbersIn(value: AbstractValue): number[] {
  if (value.kind === "uniform") return [value.number];
  if (value.kind !== "tensor") throw new UnsupportedOperator(value.kind);
  return numbersOf(value.tensor);
}

/** The numbers of a tensor with at most 64 elements; throws `UnsupportedOperator` for other tensors. */
export function numbersOf({ type, raw, dims }: OnnxTensor): number[] {
  if (!raw || dims.reduce((product, size) => product * size, 1) > 64) throw new UnsupportedOperator("tensor");
  const { buffer } = raw.slice();
  if (type === elementTypes.float) return [...new Float32Array(buffer)];
  if (type === elementTypes.int32) return [...new Int32Array(buffer)];
  if (type === elementTypes.int64) return Array.from(new BigInt64Array(buffer), Number);
  throw new UnsupportedOperator("tensor");
}
