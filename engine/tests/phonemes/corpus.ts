import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** Texts and the ids that the reference gave for them (null: it refused the text), by espeak voice. */
export type Corpus = Record<string, { text: string; ids: number[] | null }[]>;

/** The corpus that `make-corpus.ts` writes. */
export const corpusFile = new URL("corpus.json.gz", import.meta.url);

/** Reads the golden corpus. */
export function readCorpus(): Corpus {
  // Written by make-corpus.ts from the same type.
  return JSON.parse(gunzipSync(readFileSync(corpusFile)).toString()) as Corpus;
}
