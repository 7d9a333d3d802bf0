import { UserFacingError } from "../../src/shared/errors.ts";

/** Converts an error of a write: `diskFull` if the browser had no room, else the error itself. */
export function asDiskError(thrown: unknown): unknown {
  if (thrown instanceof DOMException && thrown.name === "QuotaExceededError") {
    return new UserFacingError("diskFull", "the browser has no room for the voice", { cause: thrown });
  }
  return thrown;
}

/** Ignores the error that a file or folder does not exist. Throws every other error. */
export function unlessNotFound(thrown: unknown): void {
  if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) throw thrown;
}

/**
 * Returns undefined if the folder does not exist or cannot exist (a TypeError means that the name is invalid). Throws every other error.
 */
export function unlessNoFolder(thrown: unknown): undefined {
  const isMissing = thrown instanceof DOMException && (thrown.name === "NotFoundError" || thrown.name === "TypeMismatchError");
  if (!isMissing && !(thrown instanceof TypeError)) throw thrown;
}
