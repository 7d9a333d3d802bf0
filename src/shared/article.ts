import type { Selection } from "./selection.ts";
import type { LeftOut } from "./settings.ts";

/** What of a page is read. */
export interface ArticleRequest {
  /** From its beginning, or from where a menu was opened; Firefox has an id for the element there. */
  from: "start" | { targetElementId: number | null };
  leftOut: LeftOut;
  /** The maximum length of the text, in UTF-16 units. */
  limit: number;
}

declare global {
  /** In pages into which `read-article.js` was injected: the text of the page's article, or null if there is nothing to read. */
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var readAloudArticle: (request: ArticleRequest) => Selection | null;
}
