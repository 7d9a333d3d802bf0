import { SpokenError } from "../../src/shared/errors.ts";
import { readModelOutline, type ModelOutline, type ModelValue } from "./read-model-outline.ts";

/** ONNX's numbers of the element types that Piper uses. */
const float = 1;
const int64 = 7;

const inputs = {
  input: { elementType: int64, rank: 2 },
  input_lengths: { elementType: int64, rank: 1 },
  scales: { elementType: float, rank: 1 },
  sid: { elementType: int64, rank: 1 },
};

/** Throws `importModelNotOnnx` or `importModelNotPiper` unless `file` is an ONNX model that takes and gives what Piper's do. */
export async function checkPiperModel(file: Blob, speakerCount: number): Promise<void> {
  const outline = await readModelOutline(file).catch((cause: unknown) => {
    if (!(cause instanceof RangeError)) throw cause;
    throw new SpokenError("importModelNotOnnx", cause.message, { cause });
  });
  const fault = faultOf(outline, speakerCount);
  if (fault) throw new SpokenError("importModelNotPiper", fault);
}

function faultOf({ inputs: given, outputs }: ModelOutline, speakerCount: number): string | undefined {
  const names = new Set(given.map(({ name }) => name));
  const missing = Object.keys(inputs).find((name) => !names.has(name) && (name !== "sid" || speakerCount > 1));
  if (missing) return `it has no input "${missing}"`;
  for (const value of given) {
    if (!isInputName(value.name)) return `it has an input "${value.name}"`;
    const fault = shapeFault(value, inputs[value.name]);
    if (fault) return fault;
  }
  const output = outputs.find(({ name }) => name === "output");
  return output ? shapeFault(output, { elementType: float }) : `it has no output "output"`;
}

function isInputName(name: string): name is keyof typeof inputs {
  return Object.hasOwn(inputs, name);
}

function shapeFault({ name, elementType, rank }: ModelValue, wanted: { elementType: number; rank?: number }): string | undefined {
  if (elementType !== wanted.elementType) return `"${name}" has the element type ${elementType}`;
  if (wanted.rank !== undefined && rank !== undefined && rank !== wanted.rank) return `"${name}" has ${rank} dimensions`;
  return undefined;
}
