import type { SerializedError } from "../../src/shared/errors.ts";
import type { BookDetails } from "../../src/shared/protocol.ts";
import type { ExportFormat } from "../../src/shared/settings.ts";
import type { SaidSentence } from "./said-sentence.ts";

/** The name of the audio file and of the captions in the folder of an export. */
export const soundFileName = "sound";
export const captionsFileName = "captions.vtt";

/** How the sound of an export is put into a file. */
export interface PackPlan extends BookDetails {
  format: ExportFormat;
  captions: boolean;
  /** The titles of the chapters that the texts begin, in their order. Null for a text that belongs to the chapter before. */
  chapters: (string | null)[];
  rate: number;
  pitch: number;
}

/** Where an export goes on: after so many sentences of a text. `seconds` is what was made before, at rate 1. */
export interface MadeSoFar {
  text: number;
  sentences: number;
  seconds: number;
}

/** A request to the worker, which answers each before it takes the next. `open` comes first; `folder` is below `exports` in OPFS. */
export type SoundRequest =
  | { type: "open"; folder: string; format: ExportFormat }
  | { type: "append"; sentence: SaidSentence }
  | { type: "pack"; plan: PackPlan };

/** What the worker answers. `packing` comes any number of times before `packed`. */
export type SoundReply =
  | { type: "opened"; made: MadeSoFar }
  | { type: "appended" }
  | { type: "packing"; share: number }
  | { type: "packed" }
  | { type: "failed"; error: SerializedError };
