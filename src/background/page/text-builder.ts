import type { Selection, LanguageRange } from "../../shared/selection.ts";

/** What can be between two pieces of text, the weakest first. */
const gaps = ["", " ", ", ", "\n", "\n\n"] as const;
type Gap = (typeof gaps)[number];

const endsInPunctuation = /[\p{P}]$/u;

/** Builds a text from pieces and the gaps between them. Each piece has a declared language. At most `limit` UTF-16 units are kept. */
export class TextBuilder {
  readonly #limit: number;
  readonly #ranges: LanguageRange[] = [];
  #text = "";
  #gap: Gap = "";

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

  /** Adds a line break of the text itself. A second one makes a blank line. */
  breakLine(): void {
    this.part(this.#gap === "\n" ? "\n\n" : "\n");
  }

  /** Adds a piece that neither begins nor ends with white space. */
  add(piece: string, language: string): void {
    if (this.#text !== "") this.#text += this.#gap === ", " && endsInPunctuation.test(this.#text.slice(-2)) ? " " : this.#gap;
    this.#gap = "";
    const last = this.#ranges.at(-1);
    if (last?.language !== language) {
      if (last) last.end = this.#text.length;
      this.#ranges.push({ start: this.#text.length, end: 0, language });
    }
    this.#text += piece;
  }

  /** Null if there is only white space. */
  build(): Selection | null {
    const text = this.#text.slice(0, this.#limit);
    if (text.trim() === "") return null;
    const kept = this.#ranges.filter(({ start }) => start < text.length);
    const last = kept.at(-1);
    if (last) last.end = text.length;
    return { mapId: null, text, truncated: this.isFull, ranges: kept };
  }
}
