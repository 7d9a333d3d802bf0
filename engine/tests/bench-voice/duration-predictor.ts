import type { ExportGraph } from "./export-graph.ts";
import { flip, halves, sizeOf, sizes, sizesOf, slice, view } from "./export-idioms.ts";
import { conv, gelu, layerNorm } from "./layers.ts";
import { inverseSpline } from "./spline.ts";
import type { Hyperparameters } from "./hyperparameters.ts";

/** The mean number of frames of an id. With pads between phonemes (two ids a character) this gives 12 to 15 characters a second. */
const meanFrames = 2.5;
/** The standard deviation of the logarithm of the frames. */
const logDeviation = 0.35;
const kernelWidth = 3;
const splineFlows = 3;

/** Adds the inverse of VITS's stochastic duration predictor: it computes the logarithm of each phoneme's frames, `[batch, 1, phonemes]`, from noise. */
export function predictLogDurations(
  graph: ExportGraph,
  hyperparameters: Hyperparameters,
  hidden: string,
  mask: string,
  noiseScale: string,
  speaker?: string,
): string {
  const channels = hyperparameters.hiddenChannels;
  return graph.within("dp", () => {
    let x = conv(graph, "pre", hidden, channels, channels);
    if (speaker !== undefined) x = graph.op("Add", [x, conv(graph, "cond", speaker, hyperparameters.speakerChannels, channels)]);
    x = graph.within("convs", () => separableConvolutions(graph, channels, x, mask));
    x = graph.op("Mul", [conv(graph, "proj", x, channels, channels), mask]);

    const noiseShape = sizes(graph, [sizeOf(graph, x, 0), 2, sizeOf(graph, x, 2)]);
    const zeros = graph.op("ConstantOfShape", [noiseShape], { value: { scalar: 0, type: "float" } });
    let z = graph.op("Mul", [graph.op("RandomNormalLike", [zeros], { dtype: 1 }), noiseScale]);
    for (let flow = splineFlows; flow > 0; flow--) {
      z = graph.within(`flows.${2 * flow + 2}`, () => flip(graph, z, 1));
      z = graph.within(`flows.${2 * flow + 1}`, () => splineFlow(graph, hyperparameters, z, x, mask));
    }
    z = graph.within("flows.2", () => flip(graph, z, 1));
    z = graph.within("flows.0", () => affine(graph, z, mask));
    const [logDurations = ""] = graph.split("Split", [z, graph.literal([1, 1])], 2, { axis: 1 });
    return logDurations;
  });
}

/** `(z - m) * exp(-logs)`, with values of `m` and `logs` that give durations like those of speech. */
function affine(graph: ExportGraph, z: string, mask: string): string {
  const mean = graph.weight("m", [2, 1], 0, -Math.log(meanFrames) / logDeviation);
  const logs = graph.weight("logs", [2, 1], 0, -Math.log(logDeviation));
  const scaled = graph.op("Mul", [graph.op("Sub", [z, mean]), graph.op("Exp", [graph.op("Neg", [logs])])]);
  return graph.op("Mul", [scaled, mask]);
}

function separableConvolutions(graph: ExportGraph, channels: number, start: string, mask: string): string {
  let x = start;
  for (let layer = 0; layer < 3; layer++) {
    const options = { kernel: kernelWidth, groups: channels, dilation: kernelWidth ** layer };
    const depthwise = conv(graph, `convs_sep.${layer}`, graph.op("Mul", [x, mask]), channels, channels, options);
    const first = gelu(graph, layerNorm(graph, `norms_1.${layer}`, depthwise, channels));
    const mixed = conv(graph, `convs_1x1.${layer}`, first, channels, channels);
    x = graph.op("Add", [x, gelu(graph, layerNorm(graph, `norms_2.${layer}`, mixed, channels))]);
  }
  return graph.op("Mul", [x, mask]);
}

function splineFlow(graph: ExportGraph, hyperparameters: Hyperparameters, z: string, condition: string, mask: string): string {
  const { hiddenChannels: channels, splineBins: bins } = hyperparameters;
  const [unchanged = "", transformed = ""] = halves(graph, z, 1, 1);
  let h = graph.op("Add", [conv(graph, "pre", unchanged, 1, channels), condition]);
  h = graph.within("convs", () => separableConvolutions(graph, channels, h, mask));
  h = graph.op("Mul", [conv(graph, "proj", h, channels, 3 * bins - 1, { gain: 0.5 }), mask]);
  const [batch, one, length] = sizesOf(graph, unchanged);
  const knots = graph.op("Transpose", [view(graph, h, [batch, one, -1, length])], { perm: [0, 1, 3, 2] });
  const root = Math.sqrt(channels);
  const widths = graph.op("Div", [slice(graph, knots, 3, 0, bins), graph.literal(root, "float")]);
  const heights = graph.op("Div", [slice(graph, knots, 3, bins, 2 * bins), graph.literal(root, "float")]);
  const inverse = inverseSpline(graph, transformed, { widths, heights, slopes: slice(graph, knots, 3, 2 * bins), bins });
  return graph.op("Mul", [graph.op("Concat", [unchanged, inverse], { axis: 1 }), mask]);
}
