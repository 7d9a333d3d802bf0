import type { BlockKind, PdfBlock } from "../../../reader/pdf/layout/pdf-block.ts";
import type { CorpusFile } from "./corpus.ts";

/** How well a text was read; each from 0 to 1. */
export interface Score {
  /** Words of the text that are there, in its order, and no others: twice the common ones by all of both. */
  readonly words: number;
  /** Blocks of the text that are there as one block with the very same words. */
  readonly blocks: number;
  /** Those of them that are known as what they are. */
  readonly kinds: number;
}

interface Expected {
  readonly kind: BlockKind | "table-row";
  readonly text: string;
}

/** What a reader should hear of a file: in the order of the text, without the footnotes, and these. */
export function expectedOf({ document, hasFootnotes }: CorpusFile): { text: readonly Expected[]; footnotes: readonly Expected[] } {
  const blocks = document.blocks.map(({ kind, text }) => ({
    kind,
    text: normalise(text.replaceAll(/\[\^\d+\]/g, "").replaceAll("|", " ")),
  }));
  return {
    text: blocks.filter(({ kind }) => kind !== "footnote"),
    footnotes: blocks.filter(({ kind }) => hasFootnotes && kind === "footnote"),
  };
}

/** Compares what was read with what should have been. */
export function scoreOf(file: CorpusFile, read: readonly PdfBlock[]): Score {
  const { text, footnotes } = expectedOf(file);
  const heard = read.map((block) => ({ kind: block.kind, text: heardText(block) }));
  const inText = heard.filter(({ kind }) => !["running-head", "page-number", "footnote"].includes(kind));
  const all = [...text, ...footnotes];
  const kindsOfText = new Map<string, Set<string>>();
  for (const block of heard) kindsOfText.set(block.text, (kindsOfText.get(block.text) ?? new Set()).add(block.kind));
  const found = all.filter((block) => kindsOfText.has(block.text));
  const known = found.filter(({ kind, text }) => kind === "table-row" || kindsOfText.get(text)?.has(kind) === true);
  return {
    words: wordScore(text.map((block) => block.text).join(" "), inText.map((block) => block.text).join(" ")),
    blocks: found.length / all.length,
    kinds: found.length === 0 ? 0 : known.length / found.length,
  };
}

/** The share of words that two texts have in common, in the same order: 0 to 1. Texts without spaces are compared letter by letter. */
export function wordScore(expected: string, found: string): number {
  const wordsOf = (text: string): string[] =>
    normalise(text).match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
    ) ?? [];
  const [a, b] = [wordsOf(expected), wordsOf(found)];
  let row = new Uint32Array(b.length + 1);
  for (const word of a) {
    const next = new Uint32Array(b.length + 1);
    for (let at = 0; at < b.length; at += 1) {
      next[at + 1] = b[at] === word ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0);
    }
    row = next;
  }
  return (2 * (row[b.length] ?? 0)) / Math.max(1, a.length + b.length);
}

/** The text of a block without the marks of footnotes, bullets, and the number that a footnote begins with. */
function heardText({ text, marks, kind }: PdfBlock): string {
  let heard = text;
  for (const { start, end } of marks.toReversed()) heard = heard.slice(0, start) + heard.slice(end);
  if (kind === "footnote") heard = heard.replace(/^(?:\d{1,2}|[*†‡])[.)]?\s?/, "");
  return normalise(heard);
}

/** The same text for different ways of writing quotes, hyphens and spaces. */
function normalise(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[“”„»«]/g, '"')
    .replaceAll(/[’‘`]/g, "'")
    .replaceAll(/[‐‑]/g, "-")
    .replaceAll(/[\u200e\u200f\u202a-\u202e]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
