import type { Run } from "../layout/geometry.ts";

/** What is usual in a document, as far as its pages are known. */
export class DocumentStyle {
  readonly #lengthOfSize = new Map<number, number>();
  readonly #lengthOfFont = new Map<string, number>();

  add(runs: readonly Run[]): void {
    for (const { size, font, text } of runs) {
      const key = Math.round(size * 4) / 4;
      this.#lengthOfSize.set(key, (this.#lengthOfSize.get(key) ?? 0) + text.length);
      const style = `${font} ${key}`;
      this.#lengthOfFont.set(style, (this.#lengthOfFont.get(style) ?? 0) + text.length);
    }
  }

  /** The size of most of the text, in points; 0 without text. */
  get bodySize(): number {
    return mostFrequent(this.#lengthOfSize) ?? 0;
  }

  /** The font of most of the text of that size. */
  get bodyFont(): string {
    const size = this.bodySize;
    const ofBody = new Map([...this.#lengthOfFont].filter(([style]) => style.endsWith(` ${size}`)));
    return mostFrequent(ofBody)?.split(" ")[0] ?? "";
  }
}

function mostFrequent<T>(lengths: ReadonlyMap<T, number>): T | undefined {
  let [best, most]: [T | undefined, number] = [undefined, 0];
  for (const [key, length] of lengths) {
    if (length > most) [best, most] = [key, length];
  }
  return best;
}
