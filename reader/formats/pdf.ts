import browser from "webextension-polyfill";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import { escapeHtml } from "../document/escape-html.ts";
import type { ContentsEntry, ParsedDocument, ParsedSection, SourceFile } from "../document/parsed-document.ts";
import { joinPages } from "../pdf/join-pages.ts";
import type { PdfBlock } from "../pdf/layout/pdf-block.ts";
import { openPdf, type PdfDocument } from "../pdf/open-pdf.ts";
import { PdfError, type PdfProblem } from "../pdf/pdf-error.ts";
import type { PdfPage } from "../pdf/pdf-page.ts";

const folder = (name: string): string => browser.runtime.getURL(`reader/pdf/${name}`);

/** Where the package has the files of pdf.js. */
const assets = {
  workerUrl: folder("pdf.worker.js"),
  cMapUrl: folder("cmaps/"),
  standardFontDataUrl: folder("standard_fonts/"),
  wasmUrl: folder("wasm/"),
  iccUrl: folder("iccs/"),
};

const errorOf: Record<PdfProblem, ErrorCode> = {
  empty: "documentEmpty",
  "not-a-pdf": "documentDamaged",
  broken: "documentDamaged",
  "password-needed": "documentEncrypted",
  "wrong-password": "documentEncrypted",
  "too-large": "documentTooLarge",
  "too-much-work": "documentTooComplex",
};

/** A PDF, as flowing text: one section for each page, in which what began there goes on to its end. */
export async function parse({ bytes }: SourceFile, signal: AbortSignal): Promise<ParsedDocument> {
  try {
    const pdf = await openPdf(bytes, { assets, signal });
    try {
      return await textOf(pdf);
    } finally {
      await pdf.close();
    }
  } catch (thrown) {
    if (thrown instanceof PdfError) throw new UserFacingError(errorOf[thrown.problem], String(thrown), { cause: thrown });
    throw thrown;
  }
}

async function textOf(pdf: PdfDocument): Promise<ParsedDocument> {
  const pages = Array.from({ length: pdf.pageCount }, () => "");
  let isScanned = false;
  async function* read(): AsyncGenerator<PdfPage> {
    for await (const page of pdf.readPages()) {
      isScanned ||= page.isScanned;
      yield page;
    }
  }
  for await (const block of joinPages(read())) {
    const page = block.boxes[0]?.page ?? 0;
    pages[page] += htmlOf(block);
  }
  if (isScanned && pages.every((html) => html === "")) throw new UserFacingError("documentScanned");
  const { title, language, outline } = pdf;
  return {
    title,
    language,
    sections: pages.map((content): ParsedSection => ({ content })),
    contents: outline.flatMap(({ title: heading, level, page }): ContentsEntry[] =>
      page === null ? [] : [{ title: heading, level, target: { section: page, id: "" } }],
    ),
  };
}

/** What stands on every page is no part of the text. Notes stand beside it, so that they are seen and not read in mid-sentence. */
function htmlOf({ kind, level, direction, text, marks }: PdfBlock): string {
  const shown = withMarks(text, marks);
  const dir = direction === "rtl" ? ' dir="rtl"' : "";
  switch (kind) {
    case "running-head":
    case "page-number":
      return "";
    case "heading":
      return `<h${level}${dir}>${shown}</h${level}>`;
    case "footnote":
    case "reference":
      return `<aside id="${noteId(/^\S*/.exec(text)?.[0] ?? "")}"${dir}><p>${shown}</p></aside>`;
    case "caption":
      return `<figure${dir}><figcaption>${shown}</figcaption></figure>`;
    case "code":
      return `<pre><code>${shown}</code></pre>`;
    case "list-item":
    case "paragraph":
      return `<p${dir}>${shown}</p>`;
  }
}

/** The id of the note with a mark, which may be followed by a stop. */
const noteId = (mark: string): string => `note-${encodeURIComponent(mark.replace(/[.):]+$/, ""))}`;

/** The text with its marks of footnotes raised. Each leads to its note on the same page, and as a link it is known to be a mark. */
function withMarks(text: string, marks: PdfBlock["marks"]): string {
  let html = "";
  let at = 0;
  for (const { start, end } of marks) {
    const mark = text.slice(start, end);
    html += `${escapeHtml(text.slice(at, start))}<sup><a href="#${noteId(mark)}">${escapeHtml(mark)}</a></sup>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at));
}
