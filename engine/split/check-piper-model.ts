import { elementTypes, fieldNumbers, type OnnxGraph, type OnnxValue } from "../onnx/onnx-model.ts";
import { readFields } from "../onnx/protobuf-reader.ts";

const inputs: Readonly<Record<string, { elementType: number; rank: number }>> = {
  input: { elementType: elementTypes.int64, rank: 2 },
  input_lengths: { elementType: elementTypes.int64, rank: 1 },
  scales: { elementType: elementTypes.float, rank: 1 },
  sid: { elementType: elementTypes.int64, rank: 1 },
};

/** What a graph lacks of the inputs and outputs that a Piper model with so many speakers has; undefined when it has them all. */
export function piperFault({ inputs: given, outputs }: OnnxGraph, speakerCount: number): string | undefined {
  const names = new Set(given.map(({ name }) => name));
  const missing = Object.keys(inputs).find((name) => !names.has(name) && (name !== "sid" || speakerCount > 1));
  if (missing) return `it has no input "${missing}"`;
  for (const value of given) {
    const wanted = Object.hasOwn(inputs, value.name) ? inputs[value.name] : undefined;
    const fault = wanted ? shapeFault(value, wanted) : `it has an input "${value.name}"`;
    if (fault) return fault;
  }
  const output = outputs.find(({ name }) => name === "output");
  return output ? shapeFault(output, { elementType: elementTypes.float }) : `it has no output "output"`;
}

function shapeFault(value: OnnxValue, wanted: { elementType: number; rank?: number }): string | undefined {
  const { elementType, rank } = shapeOf(value);
  if (elementType !== wanted.elementType) return `"${value.name}" has the element type ${elementType}`;
  if (wanted.rank !== undefined && rank !== undefined && rank !== wanted.rank) return `"${value.name}" has ${rank} dimensions`;
  return undefined;
}

/** ONNX's number of the element type, and the number of dimensions, which a model may leave open. */
function shapeOf({ message }: OnnxValue): { elementType: number; rank: number | undefined } {
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
