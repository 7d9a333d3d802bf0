import type { TextMap } from "../text/text-map.ts";

/** The text of a page, with its map. It may grow with the page. */
export interface PageText extends TextMap {
  /** True if it is the main content of the page; false if it is all of the page but the clutter. */
  readonly isArticle: boolean;
  /** The texts behind it that were there when it was read. They are no part of it, however the page grows. */
  readonly behind: WeakSet<Node>;
  append(gap: string, more: TextMap): void;
  /** Takes away what was appended beyond a length, in UTF-16 units. */
  cutTo(length: number): void;
}

/** The text of a page as it was read first. It stays the same object while it grows, so that everyone who has it knows all of it. */
export function pageText(first: TextMap, isArticle: boolean, behind: WeakSet<Node>): PageText {
  let parts: { start: number; map: TextMap }[] = [{ start: 0, map: first }];
  let { text } = first;
  return {
    isArticle,
    behind,
    get text() {
      return text;
    },
    rangesOf: (start, end) => parts.flatMap((part) => part.map.rangesOf(Math.max(0, start - part.start), Math.max(0, end - part.start))),
    offsetAt(node, offset) {
      for (const { start, map } of parts) {
        const found = map.offsetAt(node, offset);
        if (found !== undefined) return start + found;
      }
      return undefined;
    },
    append(gap, more) {
      parts.push({ start: text.length + gap.length, map: more });
      text += gap + more.text;
    },
    cutTo(length) {
      if (length >= text.length) return;
      parts = parts.filter(({ start }) => start < length);
      text = text.slice(0, length);
    },
  };
}

/** The text, if it is one of a page and not a selection. It may have been made by an earlier injection of the same script. */
export const asPageText = (map: TextMap | undefined): PageText | undefined => (map && "behind" in map ? (map as PageText) : undefined);
