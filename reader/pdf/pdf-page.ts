import type { PdfBlock } from "./layout/pdf-block.ts";

/** One page of a PDF, read. Measures are points of the page as it is shown. */
export interface PdfPage {
  /** From 0. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** In reading order. */
  readonly blocks: readonly PdfBlock[];
  /** True if it shows pictures and has no text: somebody scanned it. */
  readonly isScanned: boolean;
}
