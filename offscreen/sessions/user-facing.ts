import { EngineError, type EngineErrorCode } from "../../engine/index.ts";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";

/** The error that the user sees for each error of the engine. */
const codes: Readonly<Record<EngineErrorCode, ErrorCode>> = {
  modelChanged: "voiceDamaged",
  configInvalid: "voiceFailed",
  voiceFailed: "voiceFailed",
  outOfMemory: "voiceFailed",
  assetMissing: "unexpected",
};

/** Converts an error of the engine to a `UserFacingError`. Any other error is returned unchanged. */
export function userFacing(thrown: unknown): unknown {
  return thrown instanceof EngineError ? new UserFacingError(codes[thrown.code], thrown.message, { cause: thrown }) : thrown;
}

/** True for an `outOfMemory` error that `userFacing` converted: opening may succeed after other voices are closed. */
export function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof UserFacingError && thrown.cause instanceof EngineError && thrown.cause.code === "outOfMemory";
}
