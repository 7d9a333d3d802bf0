import { strToU8, zipSync, type Zippable } from "fflate";

/** A chapter: its title in the table of contents, and the body of its page. */
export interface Chapter {
  title: string;
  body: string;
}

/** What a book is made of beside its chapters. `more` are files in the folder `OEBPS`, `cover` is a PNG image. */
interface EpubDetails {
  title?: string;
  author?: string;
  language?: string;
  cover?: Uint8Array;
  more?: Zippable;
}

/** The files of a book with these chapters. */
export function epubFiles(
  chapters: readonly Chapter[],
  { title = "A book", author = "", language = "en", cover, more = {} }: EpubDetails = {},
): Zippable {
  const items = chapters.map((_, at) => `<item id="c${at}" href="chapter-${at}.xhtml" media-type="application/xhtml+xml"/>`).join("");
  const image = cover ? '<item id="front" href="front.png" media-type="image/png" properties="cover-image"/>' : "";
  const creator = author && `<dc:creator>${author}</dc:creator>`;
  const spine = chapters.map((_, at) => `<itemref idref="c${at}"/>`).join("");
  const entries = chapters.map(({ title: name }, at) => `<li><a href="chapter-${at}.xhtml">${name}</a></li>`).join("");
  return {
    mimetype: [strToU8("application/epub+zip"), { level: 0 }],
    "META-INF/container.xml": strToU8(
      `<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    ),
    OEBPS: {
      "book.opf": strToU8(
        `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>${title}</dc:title>${creator}<dc:language>${language}</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${image}${items}</manifest><spine>${spine}</spine></package>`,
      ),
      "nav.xhtml": strToU8(
        `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>${entries}</ol></nav></body></html>`,
      ),
      ...Object.fromEntries(
        chapters.map(({ body, title: name }, at) => [
          `chapter-${at}.xhtml`,
          strToU8(`<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${name}</title></head><body>${body}</body></html>`),
        ]),
      ),
      ...(cover && { "front.png": cover }),
      ...more,
    },
  };
}

/** A book with these chapters. */
export const makeEpub = (chapters: readonly Chapter[], details?: EpubDetails): Uint8Array => zipSync(epubFiles(chapters, details));
