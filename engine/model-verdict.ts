/**
 * The result of verifying a model.
 *
 * - `streams`: it speaks, and the split model computes the same samples as the whole model.
 * - `whole`: it speaks only as a whole model.
 * - `mute`: it does not speak.
 * - `notOnnx`: the bytes are not an ONNX model.
 * - `notPiper`: it does not have the inputs and outputs of a Piper model.
 * - `unknown`: the model could not be verified, for example because there was not enough memory.
 */
export type ModelVerdict = { kind: "streams" | "whole" | "mute" | "unknown" } | { kind: "notOnnx" | "notPiper"; reason: string };
