import { UserFacingError } from "../../src/shared/errors.ts";

/** What a failed write is told as: `diskFull` where the browser had no room, else the error itself. */
export function asDiskError(thrown: unknown): unknown {
  if (thrown instanceof DOMException && thrown.name === "QuotaExceededError") {
    return new UserFacingError("diskFull", "the browser has no room for the voice", { cause: thrown });
  }
  return thrown;
}

/** Swallows that a file or folder is not there; throws everything else. */
export function unlessNotFound(thrown: unknown): void {
  if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) throw thrown;
}

/** Answers undefined where there is no such folder, nor can be: a TypeError refuses a name that none can have. Throws everything else. */
export function unlessNoFolder(thrown: unknown): undefined {
  const isMissing = thrown instanceof DOMException && (thrown.name === "NotFoundError" || thrown.name === "TypeMismatchError");
  if (!isMissing && !(thrown instanceof TypeError)) throw thrown;
}
