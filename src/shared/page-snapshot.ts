/** What a page shows, as HTML. Nothing of it is trusted. */
export interface PageSnapshot {
  html: string;
  title: string;
  /** As the page declares it, or empty. */
  language: string;
}

declare global {
  /** In pages into which `read-article.js` was injected: what the page shows. Null if it shows nothing, or more than `limit` UTF-16 units. */
  // oxlint-disable-next-line no-var -- only `var` declares a property of the global object.
  var readAloudSnapshot: (limit: number) => PageSnapshot | null;
}
