import browser from "webextension-polyfill";
import type { ArticleRequest } from "../shared/article.ts";
import { patiently } from "./patiently.ts";
import { refusalOf, type Refusal } from "./refused-page.ts";
import type { FoundSelection, SelectionPlace } from "./selection.ts";

/** Reads the article of a tab's page, or of the frame of the gesture if it is known. */
export async function readArticle(
  { tabId, url, frameId = 0 }: SelectionPlace,
  request: ArticleRequest,
): Promise<FoundSelection | "pageWithoutText" | Refusal> {
  if (tabId === undefined || tabId < 0) return "pageRefused";
  const target = { tabId, frameIds: [frameId] };
  try {
    await patiently(() => browser.scripting.executeScript({ target, files: ["read-article.js"] }));
  } catch (thrown) {
    return frameId === 0 ? refusalOf(url, String(thrown)) : "frameRefused";
  }
  const [injected] = await browser.scripting.executeScript({
    target,
    func: (given: ArticleRequest) => globalThis.readAloudArticle(given),
    args: [request],
  });
  // The result has the type of the function in the page.
  const article = injected?.result as ReturnType<typeof globalThis.readAloudArticle> | undefined;
  return article ? { ...article, frameId, isPage: true } : "pageWithoutText";
}
