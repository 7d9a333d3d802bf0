import type { OnnxNode } from "../onnx/onnx-model.ts";
import { integerAttribute, integersAttribute } from "../onnx/read-model.ts";
import { numbersIn, viewOf, type AbstractValue } from "./abstract-value.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import type { View } from "./layer-program.ts";

/** A channel index that means "to the end", as exporters write it, is at least this. */
const toTheEnd = 2 ** 31 - 1;

/** What `Slice` takes of a signal, by its `starts`, `ends`, `axes` and `steps`: some channels, all in reverse order, or all of the time. */
export function slice(from: AbstractValue, [starts = [], ends = [], axes = [0], steps = [1]]: number[][]): AbstractValue {
  const view = viewOf(from);
  const [start = 0, end = 0, axis = 0, step = 1] = [starts[0], ends[0], axes[0], steps[0]];
  if (starts.length !== 1) throw new UnsupportedOperator("Slice");
  if (axis === 2 && start === 0 && end >= toTheEnd && step === 1) return from;
  if (axis !== 1) throw new UnsupportedOperator("Slice");
  if (step === -1 && start === -1 && end <= -toTheEnd) return { kind: "signal", view: reverse(view) };
  if (step !== 1) throw new UnsupportedOperator("Slice");
  const place = (index: number) => Math.min(view.channels, index < 0 ? index + view.channels : index);
  return { kind: "signal", view: rowsOf(view, place(start), place(end)) };
}

/** The parts into which `Split` cuts the channels. */
export function split(node: OnnxNode, view: View, sizes: AbstractValue | undefined): AbstractValue[] {
  if (integerAttribute(node, "axis", 0) !== 1) throw new UnsupportedOperator("Split");
  const equal = node.outputs.map(() => view.channels / node.outputs.length);
  let from = 0;
  return (sizes ? numbersIn(sizes) : (integersAttribute(node, "split") ?? equal)).map((size) => {
    const rows = rowsOf(view, from, from + size);
    from += size;
    return { kind: "signal", view: rows };
  });
}

function rowsOf(view: View, from: number, to: number): View {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= view.channels) || view.rowStep === 0) throw new UnsupportedOperator("channels");
  return { ...view, firstRow: view.firstRow + from * view.rowStep, channels: to - from };
}

function reverse(view: View): View {
  return { ...view, firstRow: view.firstRow + (view.channels - 1) * view.rowStep, rowStep: view.rowStep === 1 ? -1 : 1 };
}
