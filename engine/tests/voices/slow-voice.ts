import { OnnxGraph } from "./onnx-graph.ts";
import { makeToneVoice, type ToneVoice } from "./tone-voice.ts";

/** The rows of a square matrix. A product of two such matrices takes seconds on one thread and 64 MB. */
const matrixSize = 4_000;
const products = 60;

/** Makes a model with the inputs and output of a Piper voice that takes many minutes for one sentence. */
export function makeSlowVoice(): ToneVoice {
  const graph = new OnnxGraph();
  graph.input("input", "int64", ["batch_size", "phonemes"]);
  graph.input("input_lengths", "int64", ["batch_size"]);
  const scales = graph.input("scales", "float", [3]);
  const scale = graph.node("Gather", [scales, graph.constant("one", "int64", 1)], "scale");
  const matrix = graph.node("Expand", [scale, graph.constant("shape", "int64", [matrixSize, matrixSize])], "matrix");
  let product = matrix;
  for (let at = 1; at < products; at++) product = graph.node("MatMul", [product, matrix], `product_${at}`);
  graph.node("MatMul", [product, matrix], "output");
  graph.output("output", "float", ["rows", "columns"]);
  return { model: graph.encode(), config: makeToneVoice().config };
}
