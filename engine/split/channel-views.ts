import type { OnnxNode } from "../onnx/onnx-model.ts";
import { integerAttribute, integersAttribute } from "../onnx/read-model.ts";
import { numbersIn, viewOf, type AbstractValue } from "./abstract-value.ts";
import { UnsupportedOperator } from "../onnx/unsupported-operator.ts";
import type { View } from "./layer-program.ts";

/** Exporters write an index of at least this size for "to the end". */
const endIndex = 2 ** 31 - 1;

/**
 * The result of `Slice` with its inputs `starts`, `ends`, `axes` and `steps`. Throws `UnsupportedOperator` unless it selects a range of channels,
 * reverses all channels, or keeps all columns.
 */
export function sliceView(from: AbstractValue, [starts = [], ends = [], axes = [0], steps = [1]]: number[][]): AbstractValue {
  const view = viewOf(from);
  const [start = 0, end = 0, axis = 0, step = 1] = [starts[0], ends[0], axes[0], steps[0]];
  if (starts.length !== 1) throw new UnsupportedOperator("Slice");
  if (axis === 2 && start === 0 && end >= endIndex && step === 1) return from;
  if (axis !== 1) throw new UnsupportedOperator("Slice");
  if (step === -1 && start === -1 && end <= -endIndex) return { kind: "signal", view: reverse(view) };
  if (step !== 1) throw new UnsupportedOperator("Slice");
  const clampIndex = (index: number) => Math.min(view.channels, index < 0 ? index + view.channels : index);
  return { kind: "signal", view: channelRange(view, clampIndex(start), clampIndex(end)) };
}

/** The outputs of `Split`. Throws `UnsupportedOperator` unless it divides the channels. */
export function splitView(node: OnnxNode, view: View, sizes: AbstractValue | undefined): AbstractValue[] {
  if (integerAttribute(node, "axis", 0) !== 1) throw new UnsupportedOperator("Split");
  const equal = node.outputs.map(() => view.channels / node.outputs.length);
  let from = 0;
  return (sizes ? numbersIn(sizes) : (integersAttribute(node, "split") ?? equal)).map((size) => {
    const channels = channelRange(view, from, from + size);
    from += size;
    return { kind: "signal", view: channels };
  });
}

function channelRange(view: View, from: number, to: number): View {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= view.channels) || view.rowStep === 0)
    throw new UnsupportedOperator("channels");
  return { ...view, firstRow: view.firstRow + from * view.rowStep, channels: to - from };
}

function reverse(view: View): View {
  return { ...view, firstRow: view.firstRow + (view.channels - 1) * view.rowStep, rowStep: view.rowStep === 1 ? -1 : 1 };
}
