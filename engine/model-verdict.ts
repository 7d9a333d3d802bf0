/**
 * What came of letting a model speak: it says chunk by chunk what it says as a whole (`streams`), or not (`whole`), or does not speak at all (`mute`); it is
 * no ONNX model, or has not a Piper model's inputs and outputs, and why. `unknown` where that could not be found out, for want of memory for one.
 */
export type ModelVerdict = { kind: "streams" | "whole" | "mute" | "unknown" } | { kind: "notOnnx" | "notPiper"; reason: string };
