import type { Line } from "../layout/lines.ts";
import { listMarker } from "../layout/paragraphs.ts";
import type { BlockKind } from "../layout/pdf-block.ts";

/** What a block's kind is found from. */
export interface BlockLook {
  readonly lines: readonly Line[];
  readonly text: string;
  readonly size: number;
  readonly font: string;
  /** True if all of it has one font. */
  readonly hasOneFont: boolean;
  /** True if that font stands on lines of its own wherever it is used: as that of headings, and not as that of emphasis. */
  readonly isFontOfLines: boolean;
  /** What the document's own structure says that it is; empty without. */
  readonly role: string;
  /** The middle of its height, as a share of the page's. */
  readonly place: number;
}

/** What is usual in the document. */
export interface BodyLook {
  readonly size: number;
  readonly font: string;
  /** Levels of the headings that the document's outline names, by their text as `outlineKey` gives it. */
  readonly outline: ReadonlyMap<string, number>;
}

const caption =
  /^(?:fig(?:ure|\.)?|table|tab\.|plate|chart|scheme|listing|exhibit|abbildung|abb\.|tabelle|tableau|figura|tabla|tabella|tabela|рис\.?|таблица|图|表|図)\s*(?:\d+|[IVX]+\b)/iu;
const footnoteStart = /^(?:\d{1,3}|[*†‡§¶‖]{1,3}|[a-z])[.)]?\s*["“«(]?[\p{L}]/u;
const numbered =
  /^(?:(?:chapter|section|part|appendix|kapitel|teil|abschnitt|chapitre|partie|capítulo|capitolo)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVXL]{1,5}\.|[A-Z]\.)\s+["“(]?[\p{Lu}\p{Lo}\d]/u;

/** A heading's text as outline and page are compared by: letters and digits only. */
export function outlineKey(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** The kind of a block, and the level if it is a heading. */
export function kindOf(block: BlockLook, body: BodyLook): { kind: BlockKind; level: number } {
  const { text, lines, size, role } = block;
  const [, tagged] = /^H([1-6])$/.exec(role) ?? [];
  if (tagged !== undefined) return { kind: "heading", level: Number(tagged) };
  if (role === "Caption") return { kind: "caption", level: 0 };
  if (role === "Note") return { kind: "footnote", level: 0 };
  if (role === "Artifact") return { kind: "running-head", level: 0 };
  if (role === "LI") return { kind: "list-item", level: 0 };
  const isShort = lines.length <= 4 && text.length < 240;
  const level = isShort ? headingLevel(block, body) : 0;
  const isCaption =
    caption.test(text) && (size < 0.97 * body.size || /^\S+\s*[\divx]+(?:\.\d+)*\s*[.:|–—]/iu.test(text) || lines.length <= 2);
  if (isCaption && level < 3 && !body.outline.has(outlineKey(text))) return { kind: "caption", level: 0 };
  if (level > 0) return { kind: "heading", level };
  if (block.place > 0.4 && size < 0.94 * body.size && footnoteStart.test(text) && hasMarkFirst(block))
    return { kind: "footnote", level: 0 };
  return { kind: listMarker.test(text) ? "list-item" : "paragraph", level: 0 };
}

/** True if the first run is a mark of its own: raised, smaller, or a sign. */
function hasMarkFirst({ lines, size, text }: BlockLook): boolean {
  const first = lines[0]?.runs[0];
  if (first === undefined) return false;
  const isMark = /^(?:\d{1,3}|[*†‡§¶‖]{1,3}|[a-z])[.)]?$/u.test(first.text);
  return (
    /^[*†‡§¶‖]/u.test(text) ||
    (isMark && (first.size < 0.9 * size || (lines[0]?.baseline ?? 0) - first.baseline > 0.1 * size)) ||
    /^\d{1,3}\s/u.test(text)
  );
}

function headingLevel(block: BlockLook, body: BodyLook): number {
  const { text, size, font, lines, hasOneFont, isFontOfLines } = block;
  if (!/\p{L}{2}/u.test(text) && !/^(?:\d+|[IVX]+)$/u.test(text)) return 0;
  const outlined = body.outline.get(outlineKey(text));
  const ratio = body.size === 0 ? 1 : size / body.size;
  if (outlined !== undefined && (ratio > 1.02 || font !== body.font || lines.length === 1)) return outlined;
  if (ratio >= 1.75) return 1;
  const depth = numbered.test(text) ? (/^\D*(\d{1,2}(?:\.\d{1,2})*)/u.exec(text)?.[1]?.split(".").length ?? 1) : 0;
  const endsAsText = /[.,;]$/u.test(text);
  if (ratio >= 1.12) {
    if (depth === 0 && endsAsText && lines.length > 1) return 0;
    return depth > 0 ? Math.min(6, depth + 1) : ratio >= 1.35 ? 2 : 3;
  }
  if (ratio < 0.93 || lines.length > 2 || text.length > 120) return 0;
  const isCapitals = text === text.toUpperCase() && /\p{Lu}{3}/u.test(text);
  const standsOut = (hasOneFont && font !== body.font && isFontOfLines) || isCapitals;
  if (!standsOut || (listMarker.test(text) && depth === 0)) return 0;
  if (depth > 0) return Math.min(6, depth + 1);
  return !endsAsText && /^["“«(¿¡]?[\p{Lu}\p{Lo}\p{N}]/u.test(text) ? 4 : 0;
}
