import type { LanguageRange, Selection } from "../../src/shared/selection.ts";
import { TextPieces } from "./text-pieces.ts";

/** A text that was made from a page, and which nodes show it. */
export interface BuiltText extends Omit<Selection, "mapId"> {
  pieces: TextPieces;
}

/** What can be between two pieces of text, the weakest first. */
const gaps = ["", " ", ", ", ": ", "\n", "\n\n"] as const;
type Gap = (typeof gaps)[number];

const endsInPunctuation = /[\p{P}]$/u;

/** Builds a text from pieces and the gaps between them. Each piece has a declared language. At most `limit` UTF-16 units are kept. */
export class TextBuilder {
  readonly #limit: number;
  readonly #ranges: LanguageRange[] = [];
  readonly #pieces = new TextPieces();
  #text = "";
  #gap: Gap = "";
  /** The white space that shows the gap, if it is a space. */
  #spaceNode: Text | undefined;
  #spaceOffset = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True when nothing more will be kept. */
  get isFull(): boolean {
    return this.#text.length > this.#limit;
  }

  /** Separates the next piece from the text so far, unless a stronger gap is already set. Nothing is inserted at the beginning. */
  part(gap: Gap): void {
    if (gaps.indexOf(gap) > gaps.indexOf(this.#gap)) this.#gap = gap;
  }

  /** Separates by white space, which the text node shows at `offset`. */
  space(node: Text, offset: number): void {
    if (this.#gap !== "") return;
    this.#gap = " ";
    this.#spaceNode = node;
    this.#spaceOffset = offset;
  }

  /** Takes back the white space after the text so far, if nothing stronger separates it from the next piece. */
  dropSpace(): void {
    if (this.#gap !== " ") return;
    this.#gap = "";
    this.#spaceNode = undefined;
  }

  /** Adds a line break of the text itself. A second one makes a blank line. */
  breakLine(): void {
    this.part(this.#gap === "\n" ? "\n\n" : "\n");
  }

  /** Adds a piece that neither begins nor ends with white space, and that a text node shows at `offset`. */
  addShown(piece: string, language: string, node: Text, offset: number): void {
    this.#append(piece, language);
    this.#pieces.addText(this.#text.length - piece.length, piece.length, node, offset);
  }

  /** Adds a piece that an element shows in another way. */
  addSaid(piece: string, language: string, element: Element): void {
    this.#append(piece, language);
    this.#pieces.addElement(this.#text.length - piece.length, piece.length, element);
  }

  /** Null if there is only white space. */
  build(): BuiltText | null {
    const text = this.#text.slice(0, this.#limit);
    if (text.trim() === "") return null;
    const kept = this.#ranges.filter(({ start }) => start < text.length);
    const last = kept.at(-1);
    if (last) last.end = text.length;
    return { text, truncated: this.isFull, ranges: kept, pieces: this.#pieces };
  }

  #append(piece: string, language: string): void {
    if (this.#text !== "") this.#appendGap();
    this.#gap = "";
    this.#spaceNode = undefined;
    const last = this.#ranges.at(-1);
    if (last?.language !== language) {
      if (last) last.end = this.#text.length;
      this.#ranges.push({ start: this.#text.length, end: 0, language });
    }
    this.#text += piece;
  }

  #appendGap(): void {
    if (this.#gap === " " && this.#spaceNode) this.#pieces.addText(this.#text.length, 1, this.#spaceNode, this.#spaceOffset);
    this.#text += (this.#gap === ", " || this.#gap === ": ") && endsInPunctuation.test(this.#text.slice(-2)) ? " " : this.#gap;
  }
}
