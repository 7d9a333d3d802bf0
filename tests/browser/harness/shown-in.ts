import type { Frame, Page } from "puppeteer-core";

/** What a page shows of the reading: the texts of the highlights, as the page's own scripts can read them. */
export interface Shown {
  sentence: string;
  word: string;
}

/** The texts that are highlighted in a page or a frame now. Empty where nothing is. */
export function shownIn(page: Page | Frame): Promise<Shown> {
  return page.evaluate(() => {
    const textOf = (name: string): string => Array.from(CSS.highlights.get(name) ?? [], String).join("");
    return { sentence: textOf("read-aloud-sentence"), word: textOf("read-aloud-word") };
  });
}
