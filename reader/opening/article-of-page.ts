import { Readability } from "@mozilla/readability";
import { decodeText } from "../document/decode-text.ts";
import { escapeHtml } from "../document/escape-html.ts";

/** Shorter texts are no article, in UTF-16 units. */
const minLength = 140;

/** The article of a page that was fetched from an address, as HTML. Null if it has none; then all of the page is the document. */
export async function articleOfPage(content: Blob, address: string): Promise<Blob | null> {
  // Nothing is run or loaded in it.
  const page = new DOMParser().parseFromString(decodeText(new Uint8Array(await content.arrayBuffer())), "text/html");
  const base = page.createElement("base");
  base.href = address;
  page.head.prepend(base);
  const language = page.documentElement.lang || page.body.lang;
  try {
    const article = new Readability(page, { disableJSONLD: true }).parse();
    if (!article?.content || (article.textContent ?? "").trim().length < minLength) return null;
    const title = article.title ?? "";
    return pageOf({ html: `<h1>${escapeHtml(title)}</h1>${article.content}`, title, language });
  } catch {
    // The page is too deep.
    return null;
  }
}

/** A part of a page as a page of its own. */
export function pageOf({ html, title, language }: { html: string; title: string; language: string }): Blob {
  return new Blob([
    `<!doctype html><html lang="${escapeHtml(language)}"><meta charset="utf-8"><title>${escapeHtml(title)}</title><body>${html}</body></html>`,
  ]);
}
