import { EngineError, type EngineErrorCode } from "../../engine/index.ts";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";

/** What a person is told of what goes wrong in the engine. */
const codes: Readonly<Record<EngineErrorCode, ErrorCode>> = {
  modelChanged: "voiceDamaged",
  configInvalid: "voiceFailed",
  voiceFailed: "voiceFailed",
  outOfMemory: "voiceFailed",
  assetMissing: "unexpected",
};

/** An error of the engine as one that a person can act on; anything else as it is. */
export function userFacing(thrown: unknown): unknown {
  return thrown instanceof EngineError ? new UserFacingError(codes[thrown.code], thrown.message, { cause: thrown }) : thrown;
}

/** True for what `userFacing` made of an `outOfMemory`: with other voices closed it may work. */
export function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof UserFacingError && thrown.cause instanceof EngineError && thrown.cause.code === "outOfMemory";
}
