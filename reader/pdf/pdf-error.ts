/** Why a file cannot be read. */
export type PdfProblem =
  /** No bytes at all. */
  | "empty"
  /** Something else than a PDF. */
  | "not-a-pdf"
  /** A PDF that is damaged beyond repair, or cut off. */
  | "broken"
  /** It is encrypted: a password is needed. */
  | "password-needed"
  /** The password that was given is not its. */
  | "wrong-password"
  /** More bytes than we open. */
  | "too-large"
  /** It took too long, or more memory than there is. */
  | "too-much-work";

/** A PDF that cannot be read; `problem` is for the page to tell. */
export class PdfError extends Error {
  override readonly name = "PdfError";
  readonly problem: PdfProblem;

  constructor(problem: PdfProblem, cause?: unknown) {
    super(`PDF: ${problem}`, { cause });
    this.problem = problem;
  }
}
