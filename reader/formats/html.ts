import { contentOf } from "../document/content-of.ts";
import { decodeText } from "../document/decode-text.ts";
import type { ParsedDocument, SourceFile } from "../document/parsed-document.ts";

/** So many bytes at the beginning may declare the encoding. */
const declarationBytes = 2048;

const declaredEncoding = /<meta[^>]+charset\s*=\s*["']?([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i;

/** A page. It is parsed in a document of its own, in which nothing is run and nothing is loaded. */
export function parse({ bytes }: SourceFile): Promise<ParsedDocument> {
  const beginning = new TextDecoder("latin1").decode(bytes.subarray(0, declarationBytes));
  const [, ofPage, ofXml] = declaredEncoding.exec(beginning) ?? [];
  const page = new DOMParser().parseFromString(decodeText(bytes, ofPage ?? ofXml), "text/html");
  return Promise.resolve({
    title: page.title,
    language: page.documentElement.lang || page.documentElement.getAttribute("xml:lang") || page.body.lang,
    sectionCount: 1,
    sections: [{ content: contentOf(page) }],
    contents: null,
  });
}
