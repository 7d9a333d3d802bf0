import { elementTypes, fieldNumbers, type OnnxGraph, type OnnxValue } from "../onnx/onnx-model.ts";
import { readFields } from "../onnx/protobuf-reader.ts";

const piperInputs: Readonly<Record<string, { elementType: number; rank: number }>> = {
  input: { elementType: elementTypes.int64, rank: 2 },
  input_lengths: { elementType: elementTypes.int64, rank: 1 },
  scales: { elementType: elementTypes.float, rank: 1 },
  sid: { elementType: elementTypes.int64, rank: 1 },
};

/** Checks the inputs and outputs of a Piper model with `speakerCount` speakers. Returns what is wrong; undefined if nothing is. */
export function checkPiperModel({ inputs, outputs }: OnnxGraph, speakerCount: number): string | undefined {
  const names = new Set(inputs.map(({ name }) => name));
  const missing = Object.keys(piperInputs).find((name) => !names.has(name) && (name !== "sid" || speakerCount > 1));
  if (missing) return `it has no input "${missing}"`;
  for (const value of inputs) {
    const expected = Object.hasOwn(piperInputs, value.name) ? piperInputs[value.name] : undefined;
    const fault = expected ? checkType(value, expected) : `it has an input "${value.name}"`;
    if (fault) return fault;
  }
  const output = outputs.find(({ name }) => name === "output");
  return output ? checkType(output, { elementType: elementTypes.float }) : `it has no output "output"`;
}

function checkType(value: OnnxValue, expected: { elementType: number; rank?: number }): string | undefined {
  const { elementType, rank } = typeOf(value);
  if (elementType !== expected.elementType) return `"${value.name}" has the element type ${elementType}`;
  if (expected.rank !== undefined && rank !== undefined && rank !== expected.rank) return `"${value.name}" has ${rank} dimensions`;
  return undefined;
}

/** ONNX's number of the element type, and the number of dimensions, which is undefined if the model does not declare it. */
function typeOf({ message }: OnnxValue): { elementType: number; rank: number | undefined } {
  let elementType = 0;
  let rank: number | undefined;
  for (const { bytes } of fieldsOf(message, fieldNumbers.value.type)) {
    for (const { bytes: tensor } of fieldsOf(bytes, fieldNumbers.type.tensor)) {
      for (const field of readFields(tensor)) {
        if (field.number === fieldNumbers.tensorType.elementType) elementType = field.value ?? 0;
        if (field.number === fieldNumbers.tensorType.shape) rank = fieldsOf(field.bytes, fieldNumbers.shape.dimension).length;
      }
    }
  }
  return { elementType, rank };
}

function fieldsOf(message: Uint8Array<ArrayBuffer>, number: number) {
  return [...readFields(message)].filter((field) => field.number === number);
}
