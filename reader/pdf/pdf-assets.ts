/** Where the files of pdf.js are. Each address of a folder ends with a slash. All are files of the package: nothing is loaded from elsewhere. */
export interface PdfAssets {
  readonly workerUrl: string;
  readonly cMapUrl: string;
  readonly standardFontDataUrl: string;
  readonly wasmUrl: string;
  readonly iccUrl: string;
}
