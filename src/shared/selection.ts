import type { Formula } from "./formula.ts";

/** A range of text under one `lang`. `start` and `end` (exclusive) are in UTF-16 units. */
export interface LanguageRange {
  start: number;
  end: number;
  /** The language that the page declares, shortened to 35 units. It may be invalid, and is empty if the page declares none. */
  language: string;
}

/** The selected text, or its beginning up to the maximum length. */
export interface Selection {
  /** The id of the text map that the script in the page keeps, with which offsets into the text lead to its nodes. Null if there is none. */
  mapId: string | null;
  /** Blocks are separated by blank lines. A single line break belongs to the text itself. */
  text: string;
  truncated: boolean;
  /** At least one. They cover the whole text without gaps. */
  ranges: LanguageRange[];
  /** What the page shows as quotations, in order and apart. */
  quotes?: Pick<LanguageRange, "start" | "end">[];
  /** The formulas in it, in order. Absent if there are none. */
  formulas?: Formula[];
  /** Where the parts under its headings begin, if they were sought. */
  chapters?: { title: string; start: number }[];
  /** True if nothing of it may be stored although the window is not private: the reader shows there what comes from a private one. */
  isPrivate?: boolean;
}

/** The answer of one frame. */
export interface FrameSelection {
  /** The position of the frame: the index of each ancestor in its parent, then its own. Empty for the page itself. */
  path: number[];
  /** The index of the child frame that has the focus (-1 for a document viewer's). Null if this frame has it, or would have it. */
  activeFrame: number | null;
  selection: Selection | null;
  /** True if the focus is in a field for a secret. Such a field is never read, even while its content is visible. */
  isSecret: boolean;
}
