/** Text under one `lang`: `start` and `end` (exclusive) in UTF-16 units. */
export interface LanguageRange {
  start: number;
  end: number;
  /** What the page declares, which may be no language at all and is cut at 35 units; an empty string where it declares none. */
  language: string;
}

/** What a person selected: at most so many UTF-16 units of it as are read. */
export interface Selection {
  /** Blocks are parted by blank lines; a single line break is one that the text itself has. */
  text: string;
  truncated: boolean;
  /** At least one; they follow one another without a gap and cover the whole text. */
  ranges: LanguageRange[];
}

/** What one frame answers. */
export interface FrameSelection {
  /** Where the frame is: its index in its parent, after those of its ancestors; empty for the page itself. */
  path: number[];
  /** Index of the frame inside this one that has the focus (-1 for a document viewer's), or null if this one has it or would have it. */
  activeFrame: number | null;
  selection: Selection | null;
  /** True where the focus is in a field for a secret, which is never read, whether or not it shows what is in it. */
  isSecret: boolean;
}
