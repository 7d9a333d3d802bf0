import browser from "webextension-polyfill";
import { UserFacingError, type ErrorCode } from "../../src/shared/errors.ts";
import type { ContentsEntry, PageSize, ParsedDocument, ParsedSection, SourceFile } from "../document/parsed-document.ts";
import { htmlOf } from "../pdf/block-html.ts";
import { openPdf, type PdfDocument } from "../pdf/open-pdf.ts";
import { pageSections } from "../pdf/page-sections.ts";
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
  const pdf = await openPdf(content, { assets, signal }).catch(rethrow);
  const { title, author, language, outline, pageCount } = pdf;
  const sizes: PageSize[] = [];
  return {
    title,
    author,
    language,
    sectionCount: pageCount,
    sections: sectionsOf(pdf, sizes),
    contents: outline.flatMap(({ title: heading, level, page }): ContentsEntry[] =>
      page === null ? [] : [{ title: heading, level, target: { section: page, id: "" } }],
    ),
    pages: {
      count: pageCount,
      sizeOf: (index) => sizes[index],
      render: (index, canvas, scale, stop) => pdf.renderPage(index, canvas, scale, stop),
      close: () => void pdf.close(),
    },
  };
}

function rethrow(thrown: unknown): never {
  if (thrown instanceof PdfError) throw new UserFacingError(errorOf[thrown.problem], String(thrown), { cause: thrown });
  throw thrown;
}

/** The PDF stays open behind them, for the images of its pages. */
async function* sectionsOf(pdf: PdfDocument, sizes: PageSize[]): AsyncGenerator<ParsedSection> {
  let placeCount = 0;
  async function* readPages(): AsyncGenerator<PdfPage> {
    for await (const page of pdf.readPages()) {
      sizes[page.index] = { width: page.width, height: page.height };
      yield page;
    }
  }
  try {
    yield* pageSections({ pageCount: pdf.pageCount, readPages }, (block) => {
      const html = htmlOf(block, placeCount > mostPlaces);
      placeCount += html.split("<span").length - 1;
      return html;
    });
  } catch (thrown) {
    rethrow(thrown);
  }
}
