import { boxOnPage, type Angle } from "./frame.ts";
import type { Run } from "./geometry.ts";
import { jointOf } from "./join-words.ts";
import type { Line } from "./lines.ts";
import { isSpaceBetween } from "./segments.ts";
import { concatTexts, type TextBox, type TextRange, type TextWithBoxes } from "./text-with-boxes.ts";

/** The page that text stands on. */
export interface PagePlace {
  readonly index: number;
  readonly width: number;
  readonly height: number;
}

/** In letters. */
const widestIndent = 80;

/** The text of lines that make one paragraph. */
export function textOfLines(lines: readonly Line[], page: PagePlace, angle: Angle, words: ReadonlySet<string>): TextWithBoxes {
  let all: TextWithBoxes = { text: "", boxes: [], marks: [] };
  for (const line of lines) {
    const next = textOfLine(line, page, angle);
    const { between, dropped } = jointOf(all.text, next.text, words);
    all = concatTexts(all, between, next, dropped);
  }
  return all;
}

/** The text of lines of code, each on a line of its own and as far from the left as it stands there. */
export function textOfCode(lines: readonly Line[], page: PagePlace, angle: Angle): TextWithBoxes {
  const left = Math.min(...lines.map((line) => line.left));
  let all: TextWithBoxes = { text: "", boxes: [], marks: [] };
  for (const line of lines) {
    const { size, advance } = line.runs[0] ?? { size: 1, advance: 1 };
    const indent = " ".repeat(Math.min(widestIndent, Math.round((line.left - left) / (size * advance))));
    all = concatTexts(all, (all.text && "\n") + indent, textOfLine(line, page, angle));
  }
  return { ...all, marks: [] };
}

function textOfLine(line: Line, page: PagePlace, angle: Angle): TextWithBoxes {
  const boxes: TextBox[] = [];
  const marks: TextRange[] = [];
  let text = "";
  let before: Run | undefined;
  for (const run of line.runs) {
    if (isSpaceBetween(before, run) && !needsNoSpace(text, run.text)) text += " ";
    const [start, end] = [text.length, text.length + run.text.length];
    if (isFootnoteMark(run, line, text)) marks.push({ start, end });
    text += run.text;
    boxes.push({ start, end, page: page.index, angle, rtl: run.rtl, family: run.family, ...boxOnPage(angle, run, page) });
    before = run;
  }
  return { text, boxes, marks };
}

/** Ideographs are set with gaps that are no spaces. */
function needsNoSpace(before: string, after: string): boolean {
  const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。「」]/u;
  return ideograph.test(before.at(-1) ?? "") && ideograph.test(after.charAt(0));
}

/** Marks that stand after a unit or a number are exponents. */
const beforeExponent = /(?:\d|\b(?:[kcmd]?m|km|in|ft|s|h|x|y|z|n|r|e|10))$/iu;

/** True for a number or sign that is raised and smaller, after a word or the end of a sentence. */
function isFootnoteMark(run: Run, line: Pick<Line, "size" | "baseline">, before: string): boolean {
  const isRaised = run.size < 0.85 * line.size && line.baseline - run.baseline > 0.12 * line.size;
  return (
    isRaised &&
    /^\[?(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|[*†‡§¶‖#]{1,3}|[a-z])\]?,?$/u.test(run.text) &&
    before !== "" &&
    !beforeExponent.test(before)
  );
}
