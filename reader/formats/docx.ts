import { convertToHtml, images } from "mammoth";
import { UserFacingError } from "../../src/shared/errors.ts";
import type { ParsedDocument, SourceFile } from "../document/parsed-document.ts";
import { readZip, type Zip } from "../document/read-zip.ts";
import { storeZip } from "../document/store-zip.ts";

/** What the text is made of. All other files, such as fonts and macros, are left out. */
const needed = /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/core\.xml|word\/(?:[^/]+\.xml|_rels\/|media\/))/;

/** How Word's own styles are shown, beside those that are known already. */
const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
];

/** A document of Word 2007 or later. */
export async function parse({ bytes }: SourceFile, signal: AbortSignal): Promise<ParsedDocument> {
  const zip = readZip(bytes);
  if (!zip.has("word/document.xml")) throw new UserFacingError("documentDamaged", "there is no text in it");
  // The library unpacks whatever it is given, so it is given what was unpacked within bounds.
  const bounded = await storeZip(zip, needed);
  signal.throwIfAborted();
  const { title, author, language } = await propertiesOf(zip);
  const found = new Map<string, Blob>();
  const { value } = await convertToHtml(
    { arrayBuffer: bounded },
    {
      styleMap: styles,
      externalFileAccess: false,
      convertImage: images.imgElement(async (image) => {
        const src = `image-${found.size}`;
        found.set(src, new Blob([await image.readAsArrayBuffer()], { type: image.contentType }));
        return { src };
      }),
    },
  );
  return {
    title,
    author,
    language,
    sectionCount: 1,
    sections: [{ content: value, image: (address) => Promise.resolve(found.get(address) ?? null) }],
    contents: null,
  };
}

/** What the document says of itself, as far as it can be read. */
async function propertiesOf(zip: Zip): Promise<Required<Pick<ParsedDocument, "title" | "author" | "language">>> {
  const text = async (path: string): Promise<string> => new TextDecoder().decode((await zip.read(path)) ?? new Uint8Array());
  const parser = new DOMParser();
  const core = parser.parseFromString(await text("docProps/core.xml"), "application/xml");
  const named = (name: string): string =>
    core.getElementsByTagNameNS("http://purl.org/dc/elements/1.1/", name)[0]?.textContent?.trim() ?? "";
  const defaults = parser.parseFromString(await text("word/styles.xml"), "application/xml");
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const language = defaults.getElementsByTagNameNS(word, "lang")[0]?.getAttributeNS(word, "val") ?? "";
  return { title: named("title"), author: named("creator"), language };
}
