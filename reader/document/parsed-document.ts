/** A file to open, or a text in the place of one. */
export interface SourceFile {
  /** The name of the file, with its ending. Empty for a text that was pasted. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The file itself, of which parts can be read later. */
  content: Blob;
}

/** A place in a document: a section, and the id of an element in it. Without an id it is the beginning of the section. */
export interface DocumentTarget {
  section: number;
  id: string;
}

/** A part of a document, as the file has it. Nothing of it is trusted: it is sanitised before it is shown. */
export interface ParsedSection {
  /** HTML, or an element that contains it. */
  content: string | Element;
  /** Where a link leads whose address is neither of the web nor a place in this section. Null if that is not in the document. */
  linkTo?(address: string): DocumentTarget | null;
  /** The image that the document has under an address. Null if it has none. */
  image?(address: string): Promise<Blob | null>;
}

/** An entry of a document's own table of contents. */
export interface ContentsEntry {
  title: string;
  /** From 1 on. */
  level: number;
  target: DocumentTarget;
}

/** The size of a page as it is shown, in points. */
export interface PageSize {
  width: number;
  height: number;
}

/** The pages of a document, as they look on paper. */
export interface DocumentPages {
  count: number;
  /** The size of the page with that index, from 0. Undefined until it is known. What has a place on a page comes after the page's size. */
  sizeOf(index: number): PageSize | undefined;
  /** Draws a page into a canvas, which takes its size: `scale` pixels for each point. Stops when the signal aborts. Rejects if it cannot be drawn. */
  render(index: number, canvas: HTMLCanvasElement, scale: number, signal: AbortSignal): Promise<void>;
  /** Lets go of the file. Nothing more is drawn. */
  close(): void;
}

/** What a format makes of a file. */
export interface ParsedDocument {
  /** Empty if the file does not name one. */
  title: string;
  /** Several are separated by commas. Without it nobody is named. */
  author?: string;
  /** The image on its cover. Null if there is none. */
  cover?(): Promise<Blob | null>;
  /** BCP 47. Empty if the file does not declare one. */
  language: string;
  /** At least one. */
  sectionCount: number;
  /**
   * All sections in their order. One that is made when it is asked for keeps nobody waiting who reads the first. What they throw ends the
   * document, and those before it stay: a `UserFacingError` says why, and the signal's reason is given on. Leaving the loop lets go of the file.
   */
  sections: Iterable<ParsedSection> | AsyncIterable<ParsedSection>;
  /** Null if the file has none: then the headings are the contents. */
  contents: ContentsEntry[] | null;
  /** Without it the document has no pages of its own. Elements with `data-box` say where on them their text stands. */
  pages?: DocumentPages;
}

/** Makes a document of a file. Rejects with a `UserFacingError` if the file is not what it should be, and with the signal's reason. */
export type ParseDocument = (file: SourceFile, signal: AbortSignal) => Promise<ParsedDocument>;
