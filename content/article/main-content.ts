import { Readability } from "@mozilla/readability";
import { PageCopy } from "./page-copy.ts";

/** Less than this is no main content, in UTF-16 units. */
const minLength = 140;

/**
 * The texts, formulas and images that are the main content of the page with its title, and all that is around them. Null if none is found.
 * The page is not changed.
 */
function mainContent(): Set<Node> | null {
  const copy = new PageCopy();
  const found = articleIn(copy);
  return found && copy.withAllAround([...(found.heading?.texts ?? []), ...copy.originalsIn(found.content)]);
}

/** The main content of a page. */
interface Article {
  /** A part of the copy. */
  content: Element;
  /** The title of the page in it, if it was found and is not in the content. */
  heading: { text: string; texts: Node[] } | undefined;
}

/** The main content of a copied page, which is taken apart. Null if none is found. */
export function articleIn(copy: PageCopy): Article | null {
  const headings = Array.from(copy.document.querySelectorAll("h1, h2, [itemprop=headline]"), (heading) => ({
    isFirst: heading.localName === "h1",
    text: normalised(heading.textContent ?? ""),
    texts: copy.originalsIn(heading),
  }));
  const article = new Readability(copy.document, { disableJSONLD: true, serializer: (node) => node }).parse();
  const content = article?.content;
  if (!(content instanceof Element) || normalised(article?.textContent ?? "").length < minLength) return null;
  // Left out of the content, because it is the title.
  const title = normalised(article?.title ?? "");
  const named = headings.find(({ text }) => text !== "" && (title.includes(text) || (title !== "" && text.includes(title))));
  const firsts = headings.filter(({ isFirst, text }) => isFirst && text !== "");
  const heading = named ?? (firsts.length === 1 ? firsts[0] : undefined);
  return { content, heading };
}

/** Like `mainContent`; null also if the page is too large to search. */
export function foundContent(): Set<Node> | null {
  try {
    return mainContent();
  } catch {
    return null;
  }
}

const normalised = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
