import browser from "webextension-polyfill";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import type { ContentsEntry, PageSize, ParsedDocument, ParsedSection, SourceFile } from "../document/parsed-document.ts";
import { htmlOf } from "../pdf/block-html.ts";
import { joinPages } from "../pdf/join-pages.ts";
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

/** A document in which more words have places than this has places only for whole lines from there on. It would be too complex else. */
const mostPlaces = 100_000;

/** A PDF, as flowing text: one section for each page, in which what began there goes on to its end. */
export async function parse({ content }: SourceFile, signal: AbortSignal): Promise<ParsedDocument> {
  const closing = new AbortController();
  const stop = (): void => closing.abort(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    const pdf = await openPdf(content, { assets, signal: closing.signal });
    try {
      return await textOf(pdf);
    } catch (thrown) {
      await pdf.close();
      throw thrown;
    }
  } catch (thrown) {
    if (thrown instanceof PdfError) throw new UserFacingError(errorOf[thrown.problem], String(thrown), { cause: thrown });
    throw thrown;
  } finally {
    // From here on the pages close it.
    signal.removeEventListener("abort", stop);
  }
}

async function textOf(pdf: PdfDocument): Promise<ParsedDocument> {
  const pages = Array.from({ length: pdf.pageCount }, () => "");
  const sizes: PageSize[] = [];
  let placeCount = 0;
  let isScanned = false;
  async function* read(): AsyncGenerator<PdfPage> {
    for await (const page of pdf.readPages()) {
      isScanned ||= page.isScanned;
      sizes[page.index] = { width: page.width, height: page.height };
      yield page;
    }
  }
  for await (const block of joinPages(read())) {
    const page = block.boxes[0]?.page ?? 0;
    const html = htmlOf(block, placeCount > mostPlaces);
    placeCount += html.split("<span").length - 1;
    pages[page] += html;
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
    pages: {
      count: pdf.pageCount,
      sizeOf: (index) => sizes[index],
      render: (index, canvas, scale, signal) => pdf.renderPage(index, canvas, scale, signal),
      close: () => void pdf.close(),
    },
  };
}
