import type { ExportGraph } from "./export-graph.ts";
import { arange, assignLast, assignMasked, pad, selectMasked, sizeOf, slice, zerosLike } from "./export-idioms.ts";

/** The knots of a spline. */
export interface SplineKnots {
  /** `[batch, 1, phonemes, bins]`, before softmax. */
  widths: string;
  heights: string;
  /** `[batch, 1, phonemes, bins - 1]`, before softplus. */
  slopes: string;
  bins: number;
}

/** The spline changes values from `-bound` to `bound`. Other values stay the same. */
const bound = 5;
const minSize = 1e-3;

/**
 * The inverse of a monotone rational-quadratic spline (Durkan et al., "Neural Spline Flows"), applied to each element inside the interval. As in
 * PyTorch's export, a mask selects the elements, and the results are written back.
 */
export function inverseSpline(graph: ExportGraph, x: string, knots: SplineKnots): string {
  const float = (value: number) => graph.literal(value, "float");
  const aboveLow = graph.op("GreaterOrEqual", [x, float(-bound)]);
  const inside = graph.op("And", [aboveLow, graph.op("LessOrEqual", [x, float(bound)])]);
  const outside = graph.op("Not", [inside]);
  const edgeSlope = float(Math.log(Math.exp(1 - minSize) - 1));
  let slopes = pad(graph, knots.slopes, 4, [1, 1]);
  slopes = assignLast(graph, slopes, 4, 0, edgeSlope);
  slopes = assignLast(graph, slopes, 4, lastIndex(graph, slopes, 3), edgeSlope);
  const untouched = assignMasked(graph, zerosLike(graph, x), outside, selectMasked(graph, x, outside));

  const values = selectMasked(graph, x, inside);
  const widths = cumulate(graph, selectMasked(graph, knots.widths, inside), knots.bins);
  const heights = cumulate(graph, selectMasked(graph, knots.heights, inside), knots.bins);
  const derivatives = graph.op("Add", [graph.op("Softplus", [selectMasked(graph, slopes, inside)]), float(minSize)]);
  return assignMasked(graph, untouched, inside, invertSpline(graph, values, widths, heights, derivatives));
}

interface Bins {
  /** `[rows, bins + 1]`. */
  edges: string;
  /** `[rows, bins]`. */
  sizes: string;
}

function lastIndex(graph: ExportGraph, x: string, axis: number): string {
  return graph.op("Sub", [sizeOf(graph, x, axis), graph.literal(1)]);
}

function cumulate(graph: ExportGraph, raw: string, bins: number): Bins {
  const float = (value: number) => graph.literal(value, "float");
  const shares = graph.op("Softmax", [raw], { axis: -1 });
  const bounded = graph.op("Add", [graph.op("Mul", [shares, float(1 - minSize * bins)]), float(minSize)]);
  const sums = pad(graph, graph.op("CumSum", [bounded, graph.literal(-1)]), 2, [1, 0]);
  let edges = graph.op("Add", [graph.op("Mul", [sums, float(2 * bound)]), float(-bound)]);
  edges = assignLast(graph, edges, 2, 0, float(-bound));
  edges = assignLast(graph, edges, 2, lastIndex(graph, edges, 1), float(bound));
  return { edges, sizes: graph.op("Sub", [slice(graph, edges, 1, 1), slice(graph, edges, 1, 0, -1)]) };
}

function invertSpline(graph: ExportGraph, y: string, widths: Bins, heights: Bins, derivatives: string): string {
  const op = (type: string, ...inputs: string[]) => graph.op(type, inputs);
  const float = (value: number) => graph.literal(value, "float");
  const bin = findBin(graph, heights.edges, y);
  const pick = (table: string) => {
    const column = graph.op("GatherElements", [table, bin], { axis: 1 });
    return graph.op("Gather", [column, graph.literal(0)], { axis: 1 });
  };
  const left = pick(widths.edges);
  const width = pick(widths.sizes);
  const bottom = pick(heights.edges);
  const slope = pick(op("Div", heights.sizes, widths.sizes));
  const from = pick(derivatives);
  const to = pick(slice(graph, derivatives, 1, 1));
  const height = pick(heights.sizes);

  const above = op("Sub", y, bottom);
  const curve = op("Sub", op("Add", from, to), op("Mul", slope, float(2)));
  const a = op("Add", op("Mul", above, curve), op("Mul", height, op("Sub", slope, from)));
  const b = op("Sub", op("Mul", height, from), op("Mul", above, curve));
  const c = op("Mul", op("Neg", slope), above);
  const discriminant = op("Sub", op("Pow", b, float(2)), op("Mul", op("Mul", a, float(4)), c));
  const root = op("Div", op("Mul", c, float(2)), op("Sub", op("Neg", b), op("Sqrt", discriminant)));
  return op("Add", op("Mul", root, width), left);
}

/** The index of the bin of each value, `[rows, 1]`. The last edge is moved a little so that it belongs to the last bin. */
function findBin(graph: ExportGraph, edges: string, values: string): string {
  const end = lastIndex(graph, edges, 1);
  const last = graph.op("Gather", [edges, end], { axis: 1 });
  const rows = arange(graph, sizeOf(graph, edges, 0));
  const columns = graph.op("Expand", [end, graph.op("Shape", [rows])]);
  const places = [rows, columns].map((each) => graph.op("Unsqueeze", [each, graph.literal([-1])]));
  const moved = graph.op("Add", [last, graph.literal(1e-6, "float")]);
  const widened = graph.op("ScatterND", [edges, graph.op("Concat", places, { axis: -1 }), moved]);
  const reached = graph.op("GreaterOrEqual", [graph.op("Unsqueeze", [values, graph.literal([-1])]), widened]);
  const count = graph.op("ReduceSum", [graph.cast(reached, "int64"), graph.literal([-1])], { keepdims: 0 });
  return graph.op("Unsqueeze", [graph.op("Sub", [count, graph.literal(1)]), graph.literal([-1])]);
}
