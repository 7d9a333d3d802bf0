import type { Selection } from "./selection.ts";
import type { LeftOut } from "./settings.ts";

/** What of a page is read. */
export interface ArticleRequest {
  /** From its beginning, or from where a menu was opened; Firefox has an id for the element there. */
  from: "start" | { targetElementId: number | null };
  leftOut: LeftOut;
  /** The maximum length of the text, in UTF-16 units. */
  limit: number;
  /** True if the chapters of the text are sought too. */
  findsChapters?: boolean;
}

/** Where reading begins in a document that one of the extension's own pages shows: at an element, or at an offset into the text. */
export type DocumentPlace = "start" | { elementId: string } | { offset: number };

/** Asks one of the extension's own pages for its text. */
export interface OwnArticleRequest extends Omit<ArticleRequest, "from"> {
  from: ArticleRequest["from"] | DocumentPlace;
}

/** The text of one of the extension's own pages, and the offset in it at which reading is to begin. */
export interface OwnArticle extends Selection {
  startAt: number;
}

/** A chapter of a document that an own page shows, and the id of the element at which it begins. */
export interface DocumentChapter {
  title: string;
  elementId: string;
}

/** Asks one of the extension's own pages for all text of its document. */
export interface BookRequest extends Pick<ArticleRequest, "leftOut" | "limit"> {
  chapters: DocumentChapter[];
}

/** Where in a text a chapter begins, in UTF-16 units. */
export interface ChapterStart {
  title: string;
  start: number;
}

/** A text with its chapters, in their order. No map is kept of it. */
export interface BookText extends Omit<Selection, "mapId"> {
  chapters: ChapterStart[];
}

/** A list of more chapters is of no use to anybody, and no format has room for more. */
export const maxChapters = 255;

/** Asks for what a page has got behind the first `length` UTF-16 units of the text with this map. `limit` is that of the whole text. */
export interface MoreRequest extends Pick<ArticleRequest, "leftOut" | "limit"> {
  mapId: string;
  length: number;
}

/** What a page has got behind a text, and what separates the two. */
export interface MoreText extends Omit<Selection, "mapId"> {
  gap: string;
}

declare global {
  /** In pages into which `read-article.js` was injected: the text of the page's article, or null if there is nothing to read. */
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var readAloudArticle: (request: ArticleRequest) => Selection | null;

  /** In the same pages: what the page has got behind a text that was read from it, or null. Undefined in other pages. */
  // oxlint-disable-next-line no-var -- as above.
  var readAloudMore: ((request: MoreRequest) => MoreText | null) | undefined;
}
