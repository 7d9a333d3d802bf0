import type { OnnxNode } from "../model/onnx-model.ts";
import { integerAttribute, integersAttribute } from "../model/read-model.ts";
import { numbersIn, UnknownForm, viewOf, type Known } from "./known-value.ts";
import type { View } from "./part-program.ts";

/** A channel index that means "to the end", as exporters write it, is at least this. */
const TO_THE_END = 2 ** 31 - 1;

/** What `Slice` takes of a signal, by its `starts`, `ends`, `axes` and `steps`: some channels, all in reverse order, or all of the time. */
export function slice(from: Known, [starts = [], ends = [], axes = [0], steps = [1]]: number[][]): Known {
  const view = viewOf(from);
  const [start = 0, end = 0, axis = 0, step = 1] = [starts[0], ends[0], axes[0], steps[0]];
  if (starts.length !== 1) throw new UnknownForm("Slice");
  if (axis === 2 && start === 0 && end >= TO_THE_END && step === 1) return from;
  if (axis !== 1) throw new UnknownForm("Slice");
  if (step === -1 && start === -1 && end <= -TO_THE_END) return { kind: "signal", view: reverse(view) };
  if (step !== 1) throw new UnknownForm("Slice");
  const place = (index: number) => Math.min(view.channels, index < 0 ? index + view.channels : index);
  return { kind: "signal", view: rowsOf(view, place(start), place(end)) };
}

/** The parts into which `Split` cuts the channels. */
export function split(node: OnnxNode, view: View, sizes: Known | undefined): Known[] {
  if (integerAttribute(node, "axis", 0) !== 1) throw new UnknownForm("Split");
  const equal = node.outputs.map(() => view.channels / node.outputs.length);
  let from = 0;
  return (sizes ? numbersIn(sizes) : (integersAttribute(node, "split") ?? equal)).map((size) => {
    const rows = rowsOf(view, from, from + size);
    from += size;
    return { kind: "signal", view: rows };
  });
}

function rowsOf(view: View, from: number, to: number): View {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= view.channels) || view.rowStep === 0) throw new UnknownForm("channels");
  return { ...view, firstRow: view.firstRow + from * view.rowStep, channels: to - from };
}

function reverse(view: View): View {
  return { ...view, firstRow: view.firstRow + (view.channels - 1) * view.rowStep, rowStep: view.rowStep === 1 ? -1 : 1 };
}
