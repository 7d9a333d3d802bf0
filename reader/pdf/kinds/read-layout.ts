import { columnsOf } from "../layout/reading-order.ts";
import { boxAround, type Run, type Segment } from "../layout/geometry.ts";
import { boxOnPage, type Angle } from "../layout/frame.ts";
import { wordsWithin } from "../layout/join-words.ts";
import { textOfCode, textOfLines, type PagePlace } from "../layout/line-text.ts";
import { lineOf, linesOf, type Line } from "../layout/lines.ts";
import { bullet, paragraphsOf } from "../layout/paragraphs.ts";
import { withoutStart } from "../layout/text-with-boxes.ts";
import type { BlockKind, PdfBlock } from "../layout/pdf-block.ts";
import { kindOf, outlineKey, type BodyLook } from "./block-kind.ts";
import { fontsOfOneWidth, withCodeJoined } from "./code-lines.ts";
import { isAside, joinColumns } from "./join-blocks.ts";
import { headsOf, type PageEdges } from "./running-heads.ts";

/** The text of a page before its order is known. */
export interface PageText extends PagePlace {
  /** Joined runs, by the direction in which they go. Most of the text comes first. */
  readonly segments: ReadonlyMap<Angle, readonly Segment[]>;
  readonly slanted: readonly string[];
}

/** What is known about the document beyond the page. */
export interface Surroundings {
  readonly body: BodyLook;
  /** Some pages before and after. */
  readonly neighbours: readonly PageText[];
}

/** The blocks of a page in reading order. */
export function readLayout(page: PageText, { body, neighbours }: Surroundings): PdfBlock[] {
  const words = new Set(
    [page, ...neighbours].flatMap((each) => [...each.segments.values()].flat().flatMap(({ text }) => wordsWithin(text))),
  );
  const linesFonts = fontsOfLines([page, ...neighbours]);
  const codeFonts = fontsOfOneWidth(
    [page, ...neighbours].flatMap(({ segments }) => [...segments.values()].flat().flatMap(({ runs }) => runs)),
  );
  // Of a text that was typed nothing is known to be code.
  if (codeFonts.has(body.font)) codeFonts.clear();
  const isCode = (line: Line): boolean => !line.rtl && line.runs.every(({ font }) => codeFonts.has(font));
  const [main] = page.segments.keys();
  if (main === undefined) return [];
  const blocks: PdfBlock[] = [];
  for (const [angle, segments] of page.segments) {
    const isRtl = isMostlyRtl(segments);
    const blockOf = (lines: readonly Line[], kind: BlockKind, level: number, isIndented = false): PdfBlock => ({
      ...textOfLines(lines, page, angle, words),
      kind,
      level,
      direction: lines[0]?.rtl === true ? "rtl" : "ltr",
      fillsLastLine: false,
      isIndented,
      size: lines[0]?.size ?? 0,
    });
    if (angle !== main && !isPartOfText(segments, angle, page)) {
      blocks.push(...linesOf(segments, isRtl).map((line) => blockOf([line], "running-head", 0)));
      continue;
    }
    const heads = headsOf(
      edgesOf(page, angle),
      neighbours.map((each) => edgesOf(each, angle)),
    );
    const rest = segments.filter((segment) => !heads.has(segment));
    const headBlocks = [...heads].map(([segment, kind]) => ({ segment, block: blockOf([lineOf([segment], isRtl)], kind, 0) }));
    const middle = boxAround(rest.length > 0 ? rest : segments).top;
    blocks.push(...headBlocks.filter(({ segment }) => segment.top < middle).map(({ block }) => block));
    for (const column of columnsOf(rest, isRtl)) {
      const lines = linesOf(column, isRtl);
      const right = Math.max(...lines.map((line) => line.right));
      const left = Math.min(...lines.map((line) => line.left));
      for (const paragraph of withCodeJoined(paragraphsOf(lines), isCode)) {
        const [first] = paragraph;
        const last = paragraph.at(-1);
        if (first === undefined || last === undefined) continue;
        const isIndented = first.rtl ? right - first.right > 0.7 * first.size : first.left - left > 0.7 * first.size;
        const block = blockOf(paragraph, "paragraph", 0, isIndented);
        if (block.text === "") continue;
        if (paragraph.every(isCode) && !body.outline.has(outlineKey(block.text))) {
          blocks.push({ ...block, ...textOfCode(paragraph, page, angle), kind: "code" });
          continue;
        }
        const onPage = boxOnPage(angle, boxAround(paragraph), page);
        const kind = kindOf(
          {
            lines: paragraph,
            text: block.text,
            size: first.size,
            font: first.font,
            hasOneFont: paragraph.every((line) => line.runs.every(({ font }) => font === first.font)),
            isFontOfLines: linesFonts.has(first.font),
            role: first.tag.role,
            place: (onPage.top + onPage.bottom) / 2 / page.height,
          },
          body,
        );
        const end = last.rtl ? last.left - left : right - last.right;
        const sign = kind.kind === "list-item" ? (bullet.exec(block.text)?.[0].length ?? 0) : 0;
        blocks.push({
          ...block,
          ...withoutStart(block, sign),
          ...kind,
          fillsLastLine: end < Math.max(4 * last.size, 0.25 * (right - left)),
        });
      }
    }
    blocks.push(...headBlocks.filter(({ segment }) => segment.top >= middle).map(({ block }) => block));
  }
  return joinColumns(withFootnoteMarks(blocks, body.size), words);
}

/** A number right behind a word or a sentence, as the mark of a footnote stands that nothing raises. */
const markOf = (number: string): RegExp => new RegExp(`(?<=\\p{L}[.,;:!?]?["”’»)]?)${number}(?!\\d)`, "u");

/** True if text of the usual size stands below a block in its column: then the block is in the text, as a numbered line of a listing is. */
function hasTextBelow(block: PdfBlock, blocks: readonly PdfBlock[], bodySize: number): boolean {
  const [own, angle] = [boxAround(block.boxes), block.boxes[0]?.angle];
  return blocks.some((other) => {
    if (isAside(other) || other.size < 0.94 * bodySize || other.boxes[0]?.angle !== angle || angle !== 0) return false;
    const box = boxAround(other.boxes.filter(({ page }) => page === block.boxes[0]?.page));
    return box.top > own.bottom && box.left < own.right && box.right > own.left;
  });
}

/** Finds the footnotes whose number is that of such a mark, and these marks. */
function withFootnoteMarks(blocks: readonly PdfBlock[], bodySize: number): PdfBlock[] {
  const numberOf = (block: PdfBlock): string | undefined => /^(\d{1,3})[.)]?\s?\D/u.exec(block.text)?.[1];
  const isNote = (block: PdfBlock): boolean => block.kind === "footnote" || (block.kind === "list-item" && block.size < 0.94 * bodySize);
  const raised = new Set(blocks.flatMap(({ marks, text }) => marks.map(({ start, end }) => text.slice(start, end))));
  const known = blocks.map((block) => {
    const number = numberOf(block);
    const isMarked =
      number !== undefined && (raised.has(number) || blocks.some((other) => !isNote(other) && markOf(number).test(other.text)));
    if (block.kind === "footnote" && hasTextBelow(block, blocks, bodySize)) return { ...block, kind: "paragraph" as const };
    return isNote(block) && isMarked ? { ...block, kind: "footnote" as const } : block;
  });
  const numbers = known
    .flatMap((block) => (block.kind === "footnote" ? (numberOf(block) ?? []) : []))
    .filter((number) => !raised.has(number));
  return known.map((block) => {
    if (block.kind === "footnote") return block;
    const found = numbers.flatMap((number) => {
      const at = markOf(number).exec(block.text)?.index;
      return at === undefined ? [] : [{ start: at, end: at + number.length }];
    });
    return found.length === 0 ? block : { ...block, marks: [...block.marks, ...found].sort((a, b) => a.start - b.start) };
  });
}

/** The fonts that nearly always have lines for themselves. */
function fontsOfLines(pages: readonly PageText[]): Set<string> {
  const lengths = new Map<string, { alone: number; all: number }>();
  for (const { runs } of pages.flatMap(({ segments }) => [...segments.values()].flat())) {
    const isAlone = runs.every(({ font }) => font === runs[0]?.font);
    for (const { font, text } of runs) {
      const known = lengths.get(font) ?? { alone: 0, all: 0 };
      known.all += text.length;
      if (isAlone) known.alone += text.length;
      lengths.set(font, known);
    }
  }
  return new Set([...lengths].flatMap(([font, { alone, all }]) => (alone > 0.85 * all ? [font] : [])));
}

/** The page as running heads are found in it. */
function edgesOf(page: PageText, angle: Angle): PageEdges {
  return { index: page.index, height: angle % 180 === 0 ? page.height : page.width, segments: page.segments.get(angle) ?? [] };
}

/** False for a line or two in another direction beside the text, as the stamp of an archive. */
function isPartOfText(segments: readonly Segment[], angle: Angle, page: PageText): boolean {
  const length = segments.reduce((sum, { text }) => sum + text.length, 0);
  const { left, right } = boxOnPage(angle, boxAround(segments), page);
  return length > 150 || (left > page.width * 0.12 && right < page.width * 0.88);
}

function isMostlyRtl(segments: readonly Segment[]): boolean {
  const runs: readonly Run[] = segments.flatMap((segment) => segment.runs);
  const rtl = runs.reduce((sum, run) => sum + (run.rtl ? run.text.length : 0), 0);
  return rtl > runs.reduce((sum, { text }) => sum + text.length, 0) / 2;
}
