import type { BookDetails, BookPart, SoundExport } from "../../src/shared/protocol.ts";

/** What is kept of an export, so that it can go on after the browser was closed. */
export interface ExportJob extends BookDetails, Pick<SoundExport, "exportId" | "format" | "captions" | "isPrivate" | "sizeBytes"> {
  /** What it is made of, in order. Empty when it is finished. */
  parts: BookPart[];
  isFinished: boolean;
  /** The progress at the last change of this record. */
  share: number;
  madeSeconds: number;
  /** What makes the sound. Another engine may sound different, or split the text differently. */
  engineVersion: string;
}
