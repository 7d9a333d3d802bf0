import { EPUB, type EpubSection, type EpubTocItem } from "foliate-js/epub.js";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { ContentsEntry, DocumentTarget, ParsedDocument, ParsedSection, SourceFile } from "../document/parsed-document.ts";
import { contentOf } from "../document/content-of.ts";
import { readZip, type Zip } from "../document/read-zip.ts";

/** Fonts are scrambled in books that have no copy protection: texts are not. */
const scrambledFonts = /^http:\/\/(?:www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/;

const imageTypes: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  svg: "image/svg+xml",
};

/** Longer books have shorter chapters. */
const maxSections = 5_000;

/** A book: the chapters that are read one after the other, with the book's own table of contents. */
export async function parse({ bytes }: SourceFile, signal: AbortSignal): Promise<ParsedDocument> {
  const zip = readZip(bytes);
  if (!zip.has("META-INF/container.xml")) throw new UserFacingError("documentDamaged", "the book has no container");
  await refuseProtected(zip);
  const text = async (path: string): Promise<string | null> => {
    const found = await zip.read(pathOf(path));
    return found && new TextDecoder().decode(found);
  };
  const book = await new EPUB({
    loadText: text,
    // Only what was linked is loaded, by the reader itself.
    loadBlob: () => Promise.resolve(null),
    getSize: (path) => zip.sizeOf(pathOf(path)),
    sha1: () => Promise.resolve(""),
  }).init();
  if (book.sections.length > maxSections) throw new UserFacingError("documentTooComplex");
  const places = new Map(book.sections.map(({ id }, index) => [pathOf(id), index]));
  const targetOf = (address: string): DocumentTarget | null => {
    const [path = "", id = ""] = address.split("#");
    const section = places.get(pathOf(path));
    return section === undefined ? null : { section, id };
  };
  const images = new Map<string, Promise<Blob | null>>();
  /** The same image may be in every chapter. */
  const imageAt = (path: string): Promise<Blob | null> => {
    const image = images.get(path) ?? readImage(zip, path);
    images.set(path, image);
    return image;
  };
  async function* sections(): AsyncGenerator<ParsedSection> {
    for (const section of book.sections) {
      yield await parseSection(section, zip, targetOf, imageAt);
      signal.throwIfAborted();
    }
  }
  const { title, language, author } = book.metadata;
  const coverPath = book.resources.cover?.href ?? "";
  return {
    title: nameIn(title),
    author: namesIn(author),
    cover: () => imageAt(pathOf(coverPath)),
    language: nameIn(language),
    sectionCount: book.sections.length,
    sections: sections(),
    contents: entriesOf(book.toc ?? [], targetOf),
  };
}

async function parseSection(
  section: EpubSection,
  zip: Zip,
  targetOf: (address: string) => DocumentTarget | null,
  imageAt: (path: string) => Promise<Blob | null>,
): Promise<ParsedSection> {
  const page = await pageOf(section, zip);
  // A chapter may declare another language than the book.
  const language = page.documentElement.getAttribute("lang") ?? page.documentElement.getAttribute("xml:lang");
  const content = contentOf(page);
  if (language) content.setAttribute("lang", language);
  return {
    content,
    linkTo: (address) => targetOf(section.resolveHref(address)),
    image: (address) => imageAt(pathOf(section.resolveHref(address))),
  };
}

/** An image of the book. Null if it is none, or damaged: the text can be read all the same. */
async function readImage(zip: Zip, path: string): Promise<Blob | null> {
  const type = imageTypes[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ""];
  if (type === undefined) return null;
  try {
    const bytes = await zip.read(path);
    return bytes && new Blob([bytes], { type });
  } catch (thrown) {
    if (thrown instanceof UserFacingError && thrown.code === "documentDamaged") return null;
    throw thrown;
  }
}

/** The page of a chapter. One that is no well-formed XML is parsed like a page of the web. */
async function pageOf({ id }: EpubSection, zip: Zip): Promise<Document> {
  const bytes = await zip.read(pathOf(id));
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  const page = new DOMParser().parseFromString(text, "application/xhtml+xml");
  const isWellFormed = page.querySelector("body") !== null && page.querySelector("parsererror") === null;
  return isWellFormed ? page : new DOMParser().parseFromString(text, "text/html");
}

/** Rejects with `documentEncrypted` if more than fonts is encrypted. */
async function refuseProtected(zip: Zip): Promise<void> {
  const bytes = await zip.read("META-INF/encryption.xml");
  if (!bytes) return;
  const encryption = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "application/xml");
  const methods = Array.from(
    encryption.getElementsByTagNameNS("*", "EncryptionMethod"),
    (method) => method.getAttribute("Algorithm") ?? "",
  );
  if (methods.some((method) => !scrambledFonts.test(method))) throw new UserFacingError("documentEncrypted");
}

function entriesOf(items: readonly EpubTocItem[], targetOf: (address: string) => DocumentTarget | null, level = 1): ContentsEntry[] {
  return items.flatMap(({ label, href, subitems }) => {
    const target = href ? targetOf(href) : null;
    return [
      ...(target ? [{ title: label ?? "", level, target }] : []),
      ...(level < 6 ? entriesOf(subitems ?? [], targetOf, level + 1) : []),
    ];
  });
}

/** A path in the archive, as its directory has it. */
function pathOf(address: string): string {
  const [path = ""] = address.split("#");
  try {
    return decodeURIComponent(path).replace(/^\//, "");
  } catch {
    return path;
  }
}

/** The names of people in the metadata. */
function namesIn(people: unknown): string {
  const names = (Array.isArray(people) ? people : [people]).map((each: unknown) =>
    nameIn(typeof each === "object" && each !== null && "name" in each ? each.name : each),
  );
  return names.filter((name) => name !== "").join(", ");
}

/** A value of the metadata: a text, a text in several languages, or several of these. */
function nameIn(value: unknown): string {
  if (typeof value === "string") return value.trim();
  if (Array.isArray(value)) return nameIn(value[0]);
  return typeof value === "object" && value !== null ? nameIn(Object.values(value)[0]) : "";
}
