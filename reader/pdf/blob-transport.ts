import { PDFDataRangeTransport } from "pdfjs-dist/legacy/build/pdf.mjs";

/** Gives pdf.js the parts of a file that it asks for, so that a large file is never whole in memory. */
export class BlobTransport extends PDFDataRangeTransport {
  readonly #blob: Blob;
  readonly #onError: (error: unknown) => void;
  #isStopped = false;

  /** `onError` is told when the file cannot be read any more. */
  constructor(blob: Blob, firstBytes: Uint8Array, onError: (error: unknown) => void) {
    super(blob.size, firstBytes);
    this.#blob = blob;
    this.#onError = onError;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#read(begin, end).catch(this.#onError);
  }

  override abort(): void {
    this.#isStopped = true;
  }

  async #read(begin: number, end: number): Promise<void> {
    const bytes = new Uint8Array(await this.#blob.slice(begin, end).arrayBuffer());
    if (!this.#isStopped) this.onDataRange(begin, bytes);
  }
}
