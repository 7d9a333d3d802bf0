import type { Selection, LanguageRange } from "../../shared/selection.ts";

/** What stands between two pieces of text, weakest first. */
const gaps = ["", " ", ", ", "\n", "\n\n"] as const;
type Gap = (typeof gaps)[number];

const endsInPunctuation = /[\p{P}]$/u;

/** Text in the making: pieces and what is between them, each piece under the language that was declared for it. At most `limit` UTF-16 units are kept. */
export class TextBuilder {
  readonly #limit: number;
  readonly #ranges: LanguageRange[] = [];
  #text = "";
  #gap: Gap = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True when nothing that comes now is kept. */
  get isFull(): boolean {
    return this.#text.length > this.#limit;
  }

  /** Parts what comes from what was there, unless something stronger already does; nothing parts an empty text. */
  part(gap: Gap): void {
    if (gaps.indexOf(gap) > gaps.indexOf(this.#gap)) this.#gap = gap;
  }

  /** A line break of the text itself; a second one makes a blank line. */
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

  /** Null where there is nothing but white space. */
  build(): Selection | null {
    const text = this.#text.slice(0, this.#limit);
    if (text.trim() === "") return null;
    const kept = this.#ranges.filter(({ start }) => start < text.length);
    const last = kept.at(-1);
    if (last) last.end = text.length;
    return { text, truncated: this.isFull, ranges: kept };
  }
}
