import createDOMPurify from "dompurify";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { ContentsEntry, DocumentPages, DocumentTarget, ParsedDocument, ParsedSection } from "../document/parsed-document.ts";
import { parsePlace } from "../document/text-place.ts";
import { dataImage, shownImages } from "./data-image.ts";
import { maxDepth, maxElements } from "./limits.ts";
import type { DocumentKind } from "./recognise.ts";

/** A place that the outline leads to. */
export interface OutlineEntry {
  title: string;
  /** From 1 on. */
  level: number;
  /** Index of the section in which it is. */
  section: number;
  /** The id of an element in the page. If there is none, the entry leads to the beginning of the section. */
  elementId: string;
}

/** A part of a document that can be shown. */
export interface OpenedSection {
  /** To be put into the page as it is. Its id is `sectionId` of its index. */
  element: HTMLElement;
  /** The entries of the outline that come with it: none if the document has its own table of contents. */
  outline: OutlineEntry[];
}

/** A document that can be shown: nothing in it runs, and nothing of it is loaded from anywhere. */
export interface OpenedDocument {
  kind: DocumentKind;
  title: string;
  /** Empty if it is unknown. */
  author: string;
  /** The image on its cover, as the file has it: it is not trusted. Null if there is none. */
  cover(): Promise<Blob | null>;
  /** BCP 47, or empty. */
  language: string;
  sectionCount: number;
  /**
   * The sections in their order, to be read once, each made when it is asked for. Those up to the first text are there already. What they throw
   * ends the document: what came before can be read.
   */
  sections: AsyncIterable<OpenedSection>;
  /** The document's own table of contents. Empty if it has none. */
  contents: OutlineEntry[];
  /** Its pages as they look on paper. Null if it has none. */
  pages: DocumentPages | null;
  /** Lets go of the images and pages. The document is not shown any more. */
  close(): void;
}

const allowedTags = (
  "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em " +
  "figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark ol p pre q rp rt ruby s samp section small span " +
  "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr " +
  "math annotation menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup " +
  "msup mtable mtd mtext mtr munder munderover none semantics"
).split(" ");

const allowedAttributes =
  "alt close colspan data-box datetime dir display encoding headers hidden href id lang linethickness mathvariant name open reversed rowspan scope span src start title type value".split(
    " ",
  );

const hidingStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Elements of KaTeX, MathJax and Wikipedia that have a formula twice: as MathML, and as something to be seen. */
const twiceShown = ".katex, mjx-container, .mwe-math-element";

/** Addresses that a link may have. */
const webAddress = /^(?:https?|mailto):/i;

/** Work that takes longer lets the page answer in between. */
const maxBusyMs = 30;

/**
 * Makes of a parsed document what can be shown. This is the only way from a file into the page: whatever a format gives, scripts, styles,
 * forms, frames and addresses that would be loaded are left out here. Resolves when there is something to read. Rejects with `documentEmpty`
 * and `documentTooComplex`, as the sections that come later do.
 */
export async function sanitise(parsed: ParsedDocument, kind: DocumentKind, signal: AbortSignal): Promise<OpenedDocument> {
  const images = new Map<Blob, string>();
  const pages = parsed.pages ?? null;
  const close = (): void => {
    images.forEach((address) => URL.revokeObjectURL(address));
    pages?.close();
  };
  const addressOf = (image: Blob): string => {
    const address = images.get(image) ?? URL.createObjectURL(image);
    images.set(image, address);
    return address;
  };
  const { title, author = "", cover = () => Promise.resolve(null), language, sectionCount } = parsed;
  const contents = (parsed.contents ?? []).flatMap((entry) => outlineEntry(entry, sectionCount));
  const made = sanitised(parsed.sections, contents.length > 0, addressOf, signal);
  try {
    const first = await untilText(made);
    return { kind, title, author, cover, language, sectionCount, sections: following(first, made), contents, pages, close };
  } catch (thrown) {
    // What somebody scanned can be seen, and be said to be so.
    if (pages && thrown instanceof UserFacingError && thrown.code === "documentScanned")
      return { kind, title, author, cover, language, sectionCount, sections: failing(thrown), contents, pages, close };
    close();
    throw thrown;
  }
}

/** The sections up to the first one with text. */
async function untilText(made: AsyncIterator<OpenedSection>): Promise<OpenedSection[]> {
  const sections: OpenedSection[] = [];
  for (;;) {
    const next = await made.next();
    if (next.done) throw new UserFacingError("documentEmpty");
    sections.push(next.value);
    if ((next.value.element.textContent ?? "").trim() !== "") return sections;
  }
}

// oxlint-disable-next-line require-yield -- it has none
async function* failing(thrown: unknown): AsyncGenerator<OpenedSection> {
  throw thrown;
}

async function* following(first: readonly OpenedSection[], rest: AsyncIterable<OpenedSection>): AsyncGenerator<OpenedSection> {
  yield* first;
  yield* rest;
}

async function* sanitised(
  sections: ParsedDocument["sections"],
  hasContents: boolean,
  addressOf: (image: Blob) => string,
  signal: AbortSignal,
): AsyncGenerator<OpenedSection> {
  const purify = createDOMPurify(window);
  // Styles are left out, but what a style hides is not to be read.
  // Their visible part needs styles of the page, so that only the formula for machines is left, which browsers show as well.
  purify.addHook("uponSanitizeElement", (node) => {
    const math = node instanceof Element && node.matches(twiceShown) ? node.querySelector("math") : null;
    if (math && node instanceof Element) node.replaceChildren(math);
  });
  purify.addHook("uponSanitizeAttribute", (element, data) => {
    const { attrName, attrValue } = data;
    if (attrName === "style" && hidingStyle.test(attrValue)) element.setAttribute("hidden", "");
    if (attrName === "data-box" && parsePlace(attrValue) === null) data.keepAttr = false;
  });
  let index = 0;
  let left = maxElements;
  let busySince = performance.now();
  for await (const section of sections) {
    if (roughCount(section.content) > left) throw new UserFacingError("documentTooComplex");
    const fragment = purify.sanitize(section.content, {
      ALLOWED_TAGS: allowedTags,
      ALLOWED_ATTR: allowedAttributes,
      ADD_FORBID_CONTENTS: ["nav", "button", "select", "textarea", "datalist", "dialog", "object"],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      // Every address is looked at below.
      ALLOWED_URI_REGEXP: /^/,
      RETURN_DOM_FRAGMENT: true,
    });
    // It stays in the document of the sanitiser, where nothing is loaded, until all addresses are looked at.
    const shown = fragment.ownerDocument.createElement("section");
    shown.id = sectionId(index);
    shown.append(fragment);
    flatten(shown);
    const elements = [...shown.querySelectorAll("*")];
    left -= elements.length;
    if (left < 0) throw new UserFacingError("documentTooComplex");
    for (const element of elements) adaptElement(element, index, section);
    for (const image of shown.querySelectorAll("img")) await adaptImage(image, section, addressOf);
    if (performance.now() - busySince > maxBusyMs) {
      await otherWork();
      busySince = performance.now();
    }
    signal.throwIfAborted();
    yield { element: shown, outline: hasContents ? [] : headingsIn(shown, index) };
    index++;
  }
}

/** Resolves when what waits has been done. Not by a timer, which waits for a second in a tab that is not in view. */
function otherWork(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** About how many elements there are: of too many it is known before they are made. */
function roughCount(content: ParsedSection["content"]): number {
  return typeof content === "string" ? (content.match(/<[a-z]/gi)?.length ?? 0) : content.getElementsByTagName("*").length;
}

/** The id in the page of a section. */
export const sectionId = (index: number): string => `section-${index}`;

/** The id in the page of a place in the document. Sections have ids of their own, so that they do not meet. */
const idInPage = ({ section, id }: DocumentTarget): string => (id === "" ? sectionId(section) : `${sectionId(section)}-${id}`);

/** Gives ids and links the form that they have in the page. Nothing else of an address is kept. */
function adaptElement(element: Element, index: number, section: ParsedSection): void {
  // Older pages name the places that their links lead to.
  const name = element.getAttribute("name") ?? "";
  element.removeAttribute("name");
  if (element.id === "" && name !== "" && element instanceof HTMLAnchorElement) element.id = name;
  if (element.id !== "") element.id = idInPage({ section: index, id: element.id });
  if (element instanceof HTMLDetailsElement) element.open = true;
  const address = element.getAttribute("href");
  if (address === null) return;
  element.removeAttribute("href");
  if (!(element instanceof HTMLAnchorElement)) return;
  const target = address.startsWith("#") ? { section: index, id: decoded(address.slice(1)) } : section.linkTo?.(address);
  if (target) element.setAttribute("href", `#${idInPage(target)}`);
  else if (webAddress.test(address)) {
    element.href = address;
    element.target = "_blank";
    element.rel = "noopener noreferrer";
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Shows an image that is in the document itself. Of all others only the alternative text is left. */
async function adaptImage(image: HTMLImageElement, section: ParsedSection, addressOf: (image: Blob) => string): Promise<void> {
  const source = image.getAttribute("src") ?? "";
  image.removeAttribute("src");
  const found = source.startsWith("data:") ? dataImage(source) : ((await section.image?.(source)) ?? null);
  if (found && shownImages.test(found.type)) {
    image.loading = "lazy";
    image.decoding = "async";
    image.src = addressOf(found);
  } else {
    // Of an image that is not in the file the words in its place are shown, as a browser does.
    const words = image.ownerDocument.createElement("em");
    words.textContent = image.alt.trim();
    if (words.textContent === "") image.remove();
    else image.replaceWith(words);
  }
}

/** Takes away the elements below `maxDepth`; their text stays. */
function flatten(root: Element): void {
  const walk = (parent: Element, depth: number): void => {
    for (const child of parent.querySelectorAll(":scope > *")) {
      if (depth < maxDepth) walk(child, depth + 1);
      else child.replaceWith(child.textContent ?? "");
    }
  };
  walk(root, 1);
}

/** An entry of the table of contents, if it leads anywhere. */
function outlineEntry({ title, level, target }: ContentsEntry, sectionCount: number): OutlineEntry[] {
  if (title.trim() === "" || target.section >= sectionCount) return [];
  return [{ title: onOneLine(title), level, section: target.section, elementId: idInPage(target) }];
}

/** The headings of a section, in the place of a table of contents. */
function headingsIn(shown: HTMLElement, section: number): OutlineEntry[] {
  return Array.from(shown.querySelectorAll("h1, h2, h3, h4, h5, h6"), (heading, at) => {
    if (heading.id === "") heading.id = `${shown.id}-heading-${at}`;
    return { title: onOneLine(heading.textContent ?? ""), level: Number(heading.localName.slice(1)), section, elementId: heading.id };
  }).filter(({ title }) => title !== "");
}

const onOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
