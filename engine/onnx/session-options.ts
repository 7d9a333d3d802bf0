import type { InferenceSession } from "onnxruntime-web/wasm";

/**
 * For models with thousands of nodes: opens several times sooner. In `sequential` mode ONNX Runtime plans which buffer may be used again by
 * comparing every node's with all that were freed before, which takes time that grows with the square of the nodes; in `parallel` mode it
 * leaves that out, and one inference runs on as many threads as before. What the graph optimisations find in a Piper voice saves
 * nothing that can be measured. Its threads would go on spinning for a while after a run and keep the cores from the kernels that come next.
 */
export const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ["wasm"],
  executionMode: "parallel",
  graphOptimizationLevel: "disabled",
  extra: { session: { intra_op: { allow_spinning: "0" } } },
};
