/** A part of a text, `start` to `end` (exclusive), and what shows it: a text node from `offset` on, or an element as a whole (null). */
export interface TextPiece {
  start: number;
  end: number;
  node: Node;
  offset: number | null;
}

/** The offset of a piece that an element shows as a whole. */
const whole = -1;

/**
 * Which node shows which part of a text. Pieces are added while the text is made, in its order. They are kept as columns of numbers, because
 * a long text has many.
 */
export class TextPieces {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #nodes: Node[] = [];
  readonly #offsets: number[] = [];

  get count(): number {
    return this.#starts.length;
  }

  /** Adds `length` units of the text, which are the same units in a text node from `offset` on. */
  addText(start: number, length: number, node: Text, offset: number): void {
    const last = this.count - 1;
    const isNext = this.#nodes[last] === node && this.#ends[last] === start;
    if (isNext && offset - start === (this.#offsets[last] ?? 0) - (this.#starts[last] ?? 0)) this.#ends[last] = start + length;
    else this.#add(start, length, node, offset);
  }

  /** Adds `length` units of the text, which an element shows in another way. */
  addElement(start: number, length: number, element: Element): void {
    this.#add(start, length, element, whole);
  }

  /** The pieces from `index` on. */
  *from(index: number): Generator<TextPiece, void, undefined> {
    for (let at = index; at < this.count; at += 1) {
      const node = this.#nodes[at];
      const offset = this.#offsets[at] ?? whole;
      if (node) yield { start: this.#starts[at] ?? 0, end: this.#ends[at] ?? 0, node, offset: offset === whole ? null : offset };
    }
  }

  /** The index of the first piece that ends after an offset of the text. */
  indexAfter(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The index of a node's first piece, or -1. */
  indexOf(node: Node): number {
    return this.#nodes.indexOf(node);
  }

  #add(start: number, length: number, node: Node, offset: number): void {
    this.#starts.push(start);
    this.#ends.push(start + length);
    this.#nodes.push(node);
    this.#offsets.push(offset);
  }
}
