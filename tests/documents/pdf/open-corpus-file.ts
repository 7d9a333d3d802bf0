import "./with-resolvers.ts";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openPdf, type PdfDocument } from "../../../reader/pdf/open-pdf.ts";
import type { PdfAssets } from "../../../reader/pdf/pdf-assets.ts";

const packageFile = (path: string): string => fileURLToPath(new URL(`../../../node_modules/pdfjs-dist/${path}`, import.meta.url));

/** The files of pdf.js, as Node loads them. */
export const nodeAssets: PdfAssets = {
  workerUrl: packageFile("legacy/build/pdf.worker.mjs"),
  cMapUrl: packageFile("cmaps/"),
  standardFontDataUrl: packageFile("standard_fonts/"),
  wasmUrl: packageFile("wasm/"),
  iccUrl: packageFile("iccs/"),
};

/** The bytes of a file of the corpus. */
export async function corpusBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(`files/${name}.pdf`, import.meta.url)));
}

/** Opens a file of the corpus. */
export async function openCorpusFile(name: string): Promise<PdfDocument> {
  return openPdf(await corpusBytes(name), { assets: nodeAssets });
}
