import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** Texts with the ids that the reference gives for them (null if it rejects the text), by espeak voice. */
export type Corpus = Record<string, { text: string; ids: number[] | null }[]>;

/** The file that `make-corpus.ts` writes. */
export const corpusFile = new URL("corpus.json.gz", import.meta.url);

/** Reads the corpus. */
export function readCorpus(): Corpus {
  // make-corpus.ts writes this type.
  return JSON.parse(gunzipSync(readFileSync(corpusFile)).toString()) as Corpus;
}
