import type { ExportGraph } from "./export-graph.ts";

/*
 * Common tensor functions as PyTorch's ONNX exporter (opset 15) exports them. The chains of Shape, Gather, Unsqueeze and Concat are intended: they are
 * most of the nodes of a real voice, and so they take most of its loading time.
 */

/** A size or index: a number that was known at export, or the name of a computed scalar. */
export type Size = number | string;

const lastIndex = 2 ** 53;

/** `x.size(axis)` as a scalar. */
export function sizeOf(graph: ExportGraph, x: string, axis: number): string {
  return graph.op("Gather", [graph.op("Shape", [x]), graph.literal(axis)], { axis: 0 });
}

/** The first three sizes of `x.size()`. */
export function sizesOf(graph: ExportGraph, x: string): [string, string, string] {
  return [sizeOf(graph, x, 0), sizeOf(graph, x, 1), sizeOf(graph, x, 2)];
}

/** Adds a vector of sizes. */
export function sizes(graph: ExportGraph, list: Size[]): string {
  if (list.every((size) => typeof size === "number")) return graph.literal(list);
  const vectors = list.map((size) => graph.op("Unsqueeze", [typeof size === "number" ? graph.literal(size) : size, graph.literal([0])]));
  return graph.op("Concat", vectors, { axis: 0 });
}

/** `x.view(list)`. */
export function view(graph: ExportGraph, x: string, list: Size[]): string {
  return graph.op("Reshape", [x, sizes(graph, list)]);
}

/** `x[..., from:to:step, ...]` on one axis. */
export function slice(graph: ExportGraph, x: string, axis: number, from: Size, to: Size = lastIndex, step = 1): string {
  const bound = (size: Size) => (typeof size === "number" ? graph.literal([size]) : graph.op("Unsqueeze", [size, graph.literal([0])]));
  // The exporter does not know that an index already has the right type.
  const bounds = [from, to].map((size) => (typeof size === "number" ? bound(size) : graph.cast(bound(size), "int64")));
  return graph.op("Slice", [x, ...bounds, graph.literal([axis]), graph.literal([step])]);
}

/** `torch.flip(x, [axis])`. */
export function flip(graph: ExportGraph, x: string, axis: number): string {
  return slice(graph, x, axis, -1, -lastIndex, -1);
}

/** `torch.split(x, [half, half], axis)`. */
export function halves(graph: ExportGraph, x: string, axis: number, half: number): string[] {
  return graph.split("Split", [x, graph.literal([half, half])], 2, { axis });
}

/** `F.pad(x, amounts)`: the amounts before and after, last axis first. */
export function pad(graph: ExportGraph, x: string, rank: number, amounts: Size[]): string {
  const given = sizes(graph, amounts);
  const missing = graph.op("Sub", [graph.op("Mul", [graph.literal(rank), graph.literal(2)]), graph.literal(amounts.length)]);
  const zeros = graph.op("ConstantOfShape", [graph.op("Unsqueeze", [missing, graph.literal([0])])], {
    value: { scalar: 0, type: "int64" },
  });
  const pairs = graph.op("Reshape", [graph.op("Concat", [given, zeros], { axis: 0 }), graph.literal([-1, 2])]);
  const columns = graph.op("Transpose", [flip(graph, pairs, 0)], { perm: [1, 0] });
  const onnxOrder = graph.cast(graph.op("Reshape", [columns, graph.literal([-1])]), "int64");
  return graph.op("Pad", [x, onnxOrder, graph.literal(0, "float")], { mode: "constant" });
}

/** `torch.arange(end)`. */
export function arange(graph: ExportGraph, end: string): string {
  return graph.op("Range", [graph.literal(0), end, graph.literal(1)]);
}

/** `torch.zeros_like(x)`. */
export function zerosLike(graph: ExportGraph, x: string): string {
  return graph.op("ConstantOfShape", [graph.op("Shape", [x])], { value: { scalar: 0, type: "float" } });
}

/** The indices, one row for each element, at which `mask` (broadcast to the shape of `x`) is true. */
function whereTrue(graph: ExportGraph, mask: string, x: string): string {
  const expanded = graph.op("Expand", [mask, graph.op("Shape", [x])]);
  return graph.op("Transpose", [graph.op("NonZero", [expanded])], { perm: [1, 0] });
}

/** `x[mask]`. */
export function selectMasked(graph: ExportGraph, x: string, mask: string): string {
  const rows = graph.op("Transpose", [graph.op("NonZero", [mask])], { perm: [1, 0] });
  return graph.op("GatherND", [x, rows], { batch_dims: 0 });
}

/** `x[mask] = values`, as a new tensor. */
export function assignMasked(graph: ExportGraph, x: string, mask: string, values: string): string {
  const rows = whereTrue(graph, mask, x);
  const flat = view(graph, values, [-1]);
  const count = sizeOf(graph, rows, 0);
  return graph.op("ScatterND", [x, rows, slice(graph, flat, 0, 0, count)]);
}

/** `x[..., index] = value` for a tensor of this rank, as a new tensor. It has one row of indices for each element that changes. */
export function assignLast(graph: ExportGraph, x: string, rank: number, index: Size, value: string): string {
  const outer = Array.from({ length: rank - 1 }, (_, axis) => sizeOf(graph, x, axis));
  const shape = sizes(graph, outer);
  const axes = outer.map((size, axis) =>
    view(
      graph,
      arange(graph, size),
      outer.map((_, other) => (other === axis ? -1 : 1)),
    ),
  );
  axes.push(typeof index === "number" ? graph.literal(index) : index);
  const columns = axes.map((each) => graph.op("Unsqueeze", [graph.op("Expand", [each, shape]), graph.literal([-1])]));
  const rows = graph.op("Concat", columns, { axis: -1 });
  return graph.op("ScatterND", [x, rows, graph.op("Expand", [value, shape])]);
}

/** `sequence_mask(lengths, longest)` with values 0 and 1, `[batch, longest]`. */
export function sequenceMask(graph: ExportGraph, lengths: string, longest: string): string {
  const positions = graph.op("Unsqueeze", [arange(graph, longest), graph.literal([0])]);
  return graph.op("Less", [positions, graph.op("Unsqueeze", [lengths, graph.literal([1])])]);
}
