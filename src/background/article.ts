import browser from "webextension-polyfill";
import type { ArticleRequest, OwnArticleRequest } from "../shared/article.ts";
import { requestPage } from "../shared/messaging.ts";
import { patiently } from "./patiently.ts";
import { refusalOf, type Refusal } from "./refused-page.ts";
import type { FoundSelection, SelectionPlace } from "./selection.ts";

/**
 * Reads the article of a tab's page, or of the frame of the gesture if it is known. Of a page that has no text of its own, such as a page of
 * frames, it reads the frame with the most text.
 */
export async function readArticle(
  { tabId, url, frameId }: SelectionPlace,
  request: ArticleRequest,
): Promise<FoundSelection | "pageWithoutText" | Refusal> {
  if (tabId === undefined || tabId < 0) return "pageRefused";
  try {
    const [article] = await articlesIn({ tabId, frameIds: [frameId ?? 0] }, request);
    if (article) return article;
  } catch (thrown) {
    // The extension's own pages allow no script, but they answer requests.
    const own = await readOwnArticle(tabId, request).catch(() => undefined);
    if (own) return own;
    return frameId ? "frameRefused" : refusalOf(url, String(thrown));
  }
  if (frameId !== undefined) return "pageWithoutText";
  const inFrames = await articlesIn({ tabId, allFrames: true }, request).catch(() => []);
  return inFrames.toSorted((a, b) => b.text.length - a.text.length)[0] ?? "pageWithoutText";
}

/** Reads the document that one of the extension's own pages shows. Rejects if the tab has no such page. */
export async function readOwnArticle(tabId: number, request: OwnArticleRequest): Promise<FoundSelection | "pageWithoutText"> {
  const article = await requestPage(tabId, "readArticle", request);
  return article ? { ...article, frameId: 0, isPage: true } : "pageWithoutText";
}

/** The articles of the frames that have one and allow a script. Rejects if none allows one. */
async function articlesIn(target: browser.Scripting.InjectionTarget, request: ArticleRequest): Promise<FoundSelection[]> {
  await patiently(() => browser.scripting.executeScript({ target, files: ["read-article.js"] }));
  const injected = await browser.scripting.executeScript({
    target,
    func: (given: ArticleRequest) => globalThis.readAloudArticle(given),
    args: [request],
  });
  return injected.flatMap(({ result, frameId }) => {
    // The result has the type of the function in the page.
    const article = result as ReturnType<typeof globalThis.readAloudArticle> | undefined;
    return article ? [{ ...article, frameId, isPage: true }] : [];
  });
}
