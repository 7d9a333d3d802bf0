import type { Frame, Page } from "puppeteer-core";

/** What a page shows of the reading: the texts of the highlights, as the page's own scripts can read them. */
export interface Shown {
  sentence: string;
  word: string;
}

/** The texts that are highlighted in a page or a frame now. Empty where nothing is. */
export function shownIn(page: Page | Frame): Promise<Shown> {
  // A function with a name could not run in Firefox.
  return page.evaluate(() => ({
    sentence: Array.from(CSS.highlights.get("read-aloud-sentence") ?? [], String).join(""),
    word: Array.from(CSS.highlights.get("read-aloud-word") ?? [], String).join(""),
  }));
}
