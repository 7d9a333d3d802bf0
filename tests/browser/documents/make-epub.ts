import { strToU8, zipSync, type Zippable } from "fflate";

/** A chapter: its title in the table of contents, and the body of its page. */
export interface Chapter {
  title: string;
  body: string;
}

/** The files of a book with these chapters. `more` are files beside them in the folder `OEBPS`. */
export function epubFiles(chapters: readonly Chapter[], { title = "A book", language = "en", more = {} as Zippable } = {}): Zippable {
  const items = chapters.map((_, at) => `<item id="c${at}" href="chapter-${at}.xhtml" media-type="application/xhtml+xml"/>`).join("");
  const spine = chapters.map((_, at) => `<itemref idref="c${at}"/>`).join("");
  const entries = chapters.map(({ title: name }, at) => `<li><a href="chapter-${at}.xhtml">${name}</a></li>`).join("");
  return {
    mimetype: [strToU8("application/epub+zip"), { level: 0 }],
    "META-INF/container.xml": strToU8(
      `<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    ),
    OEBPS: {
      "book.opf": strToU8(
        `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>${title}</dc:title><dc:language>${language}</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${items}</manifest><spine>${spine}</spine></package>`,
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
      ...more,
    },
  };
}

/** A book with these chapters. */
export const makeEpub = (chapters: readonly Chapter[], details?: Parameters<typeof epubFiles>[1]): Uint8Array =>
  zipSync(epubFiles(chapters, details));
