import type { InferenceSession } from "onnxruntime-web/wasm";

/**
 * In `sequential` mode ONNX Runtime plans which buffer may be used again by comparing every node's with all that were freed before, which
 * takes time that grows with the square of the nodes; in `parallel` mode it leaves that out. One inference runs on as many threads as before.
 */
const PLANLESS: InferenceSession.SessionOptions = { executionProviders: ["wasm"], executionMode: "parallel" };

/** For models with thousands of nodes: opens several times sooner. What the graph optimisations find in a Piper voice's encoder saves nothing that can be measured. */
export const MANY_NODES: InferenceSession.SessionOptions = { ...PLANLESS, graphOptimizationLevel: "disabled" };

/** For the flow and the decoder: what an exporter left to be computed from constants, such as normalised weights, is computed once. */
export const FEW_NODES: InferenceSession.SessionOptions = { ...PLANLESS, graphOptimizationLevel: "basic" };
