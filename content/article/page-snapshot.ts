import type { PageSnapshot } from "../../src/shared/page-snapshot.ts";
import { attribute, documentTitle } from "../text/dom.ts";
import { articleIn } from "./main-content.ts";
import { PageCopy } from "./page-copy.ts";

/** The page's article as it is seen now, as HTML, or all of the page if it has none. Null if the page is too large. */
export function pageSnapshot(limit: number): PageSnapshot | null {
  try {
    const copy = new PageCopy();
    const article = articleIn(copy);
    // The search has taken its copy apart.
    const content = article?.content ?? new PageCopy().document.body;
    const title = documentTitle(document).trim();
    if (article?.heading && !content.querySelector("h1")) {
      const heading = content.ownerDocument.createElement("h1");
      heading.textContent = article.heading.texts
        .map(({ textContent }) => textContent ?? "")
        .join("")
        .replace(/\s+/g, " ")
        .trim();
      content.prepend(heading);
    }
    tidy(content);
    if ((content.textContent ?? "").trim() === "") return null;
    const html = content.innerHTML;
    return html.length > limit ? null : { html, title, language: languageOfPage() };
  } catch {
    return null;
  }
}

/** Takes out the marks of the copy, and lets links lead where they lead in the page. */
function tidy(content: Element): void {
  for (const marked of content.querySelectorAll("span[data-copied]")) marked.replaceWith(...marked.childNodes);
  for (const link of content.querySelectorAll("a[href]")) {
    const address = attribute(link, "href") ?? "";
    if (!address.startsWith("#") && URL.canParse(address, document.baseURI))
      link.setAttribute("href", new URL(address, document.baseURI).href);
  }
}

const languageOfPage = (): string => attribute(document.documentElement, "lang") ?? attribute(document.body, "lang") ?? "";
