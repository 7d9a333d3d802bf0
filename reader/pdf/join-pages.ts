import { goesOn, isAside, joinBlocks } from "./kinds/join-blocks.ts";
import { ReferenceList } from "./kinds/references.ts";
import { wordsWithin } from "./layout/join-words.ts";
import type { PdfBlock } from "./layout/pdf-block.ts";
import type { PdfPage } from "./pdf-page.ts";

/** A paragraph longer than this many UTF-16 units is not joined further. */
const longestParagraph = 20_000;
/** So many words are remembered to know how a word is written that a line end parts. */
const mostWords = 20_000;

/**
 * The blocks of pages, one after another, with paragraphs joined that pages part. What stands at the foot of a page and at the head of the next
 * comes after the paragraph that goes on between them. A block is given as soon as it is known where it ends: at most one page is read ahead.
 */
export async function* joinPages(pages: AsyncIterable<PdfPage>): AsyncGenerator<PdfBlock, void, undefined> {
  const references = new ReferenceList();
  const words = new Set<string>();
  /** The last text, which may go on, and what stands after it on its page. */
  let open: PdfBlock | null = null;
  let asides: PdfBlock[] = [];
  for await (const page of pages) {
    const blocks = page.blocks.map((block) => references.mark(block));
    for (const word of blocks.flatMap(({ text }) => wordsWithin(text))) if (words.size < mostWords) words.add(word);
    let isFirst = true;
    for (const block of blocks) {
      if (isAside(block)) {
        asides.push(block);
        // Without a paragraph that may go on, nothing has to wait.
        if (open === null) yield* take(asides);
        continue;
      }
      if (isFirst && open !== null && open.text.length < longestParagraph && goesOn(open, block)) open = joinBlocks(open, block, words);
      else {
        if (open !== null) yield open;
        yield* take(asides);
        open = block;
      }
      isFirst = false;
    }
    if (open !== null && !mayGoOn(open)) {
      yield open;
      yield* take(asides);
      open = null;
    }
  }
  if (open !== null) yield open;
  yield* asides;
}

function take(blocks: PdfBlock[]): PdfBlock[] {
  return blocks.splice(0);
}

/** False if no next page can go on with it. */
function mayGoOn({ kind, fillsLastLine, text }: PdfBlock): boolean {
  return kind !== "heading" && (fillsLastLine || !/[.!?。！？]["'”’»)\]」』]?$/u.test(text));
}
