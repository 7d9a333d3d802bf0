import type { TextWithBoxes } from "./text-with-boxes.ts";

/** What a block of a page is. */
export type BlockKind =
  | "paragraph"
  | "heading"
  | "list-item"
  | "code"
  | "caption"
  | "footnote"
  | "reference"
  | "running-head"
  | "page-number";

/** A block of a page: one paragraph, heading and so on, or the part of it that stands on this page. */
export interface PdfBlock extends TextWithBoxes {
  readonly kind: BlockKind;
  /** Of a heading: 1 is the highest. Else 0. */
  readonly level: number;
  readonly direction: "ltr" | "rtl";
  /** True if its last line is full, so that a block at the start of the next column or page may go on with it. */
  readonly fillsLastLine: boolean;
  /** True if its first line is indented, as that of a new paragraph. */
  readonly isIndented: boolean;
  /** Of most of it, in points. */
  readonly size: number;
}
