import { jointOf } from "../layout/join-words.ts";
import { concatTexts, inItsDirection } from "../layout/text-with-boxes.ts";
import type { BlockKind, PdfBlock } from "../layout/pdf-block.ts";

/** What stands between the text of two columns or pages, and is not its end. */
const aside: ReadonlySet<BlockKind> = new Set<BlockKind>(["running-head", "page-number", "footnote", "caption"]);

/** Whether a block may stand between two parts of a paragraph. */
export function isAside(block: PdfBlock): boolean {
  return aside.has(block.kind);
}

/** True if a block goes on with what the one before it, in the column or on the page before, began. */
export function goesOn(before: PdfBlock, block: PdfBlock): boolean {
  const isText = (kind: BlockKind): boolean => kind === "paragraph" || kind === "list-item" || kind === "reference";
  if (!isText(before.kind) || (block.kind !== "paragraph" && block.kind !== "reference")) return false;
  if (Math.abs(before.size - block.size) > 0.07 * block.size || before.direction !== block.direction) return false;
  if (/[\p{L}][-\u00ad\u2010]$/u.test(before.text)) return true;
  const isFinished = /[.!?:。！？…]["'”’»)\]」』]?\d{0,2}$/u.test(before.text);
  if (isFinished) return before.fillsLastLine && /^\p{Ll}/u.test(block.text);
  return /^[\p{Ll}\p{Lo}\p{N}(“"«'‘,;–—]/u.test(block.text) || (before.fillsLastLine && !block.isIndented);
}

/** Two parts of a paragraph as one. */
export function joinBlocks(before: PdfBlock, block: PdfBlock, words: ReadonlySet<string>): PdfBlock {
  const { between, dropped } = jointOf(before.text, block.text, words);
  return { ...before, ...concatTexts(before, between, block, dropped), fillsLastLine: block.fillsLastLine };
}

/** Joins what the columns of a page part. What stands between the parts comes after the whole. */
export function joinColumns(blocks: readonly PdfBlock[], words: ReadonlySet<string>): PdfBlock[] {
  const joined: PdfBlock[] = [];
  /** Index of the last block that is not aside. */
  let open = -1;
  for (const block of blocks) {
    const before = joined[open];
    if (before !== undefined && !isAside(block) && isElsewhere(before, block) && goesOn(before, block)) {
      joined[open] = joinBlocks(before, block, words);
      continue;
    }
    joined.push(block);
    if (!isAside(block)) open = joined.length - 1;
  }
  return joined;
}

/** True if a block does not stand right below another: it is further up or beside it, or something is between them and it goes on in a sentence. */
function isElsewhere(before: PdfBlock, block: PdfBlock): boolean {
  const [last, first] = [before.boxes.at(-1), block.boxes[0]];
  if (last === undefined || first === undefined || last.angle !== first.angle) return false;
  const [end, start] = [inItsDirection(last), inItsDirection(first)];
  if (start.top < end.top || start.left > end.right || start.right < end.left) return true;
  return start.top - end.bottom > 4 * block.size && /^\p{Ll}/u.test(block.text);
}
