import {
  getDocument,
  GlobalWorkerOptions,
  OPS,
  PasswordException,
  PasswordResponses,
  PDFWorker,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import { BlobTransport } from "./blob-transport.ts";
import { outlineKey } from "./kinds/block-kind.ts";
import { DocumentStyle } from "./kinds/document-style.ts";
import { readLayout } from "./kinds/read-layout.ts";
import { ReferenceList } from "./kinds/references.ts";
import { outlineOf, type OutlineEntry } from "./outline.ts";
import { PageTexts } from "./page-texts.ts";
import type { PdfAssets } from "./pdf-assets.ts";
import { PdfError } from "./pdf-error.ts";
import type { PdfPage } from "./pdf-page.ts";

/** An open PDF. */
export interface PdfDocument {
  readonly pageCount: number;
  /** As the file says; empty if it does not. */
  readonly title: string;
  /** As the file says; empty if it does not. */
  readonly author: string;
  /** BCP 47, as the file says; empty if it does not. */
  readonly language: string;
  /** Empty without one. */
  readonly outline: readonly OutlineEntry[];
  /** The page with that index, from 0. Throws PdfError, or the reason of `close`. */
  readPage(index: number): Promise<PdfPage>;
  /** The pages from that index on, each read when it is asked for. */
  readPages(from?: number): AsyncGenerator<PdfPage, void, undefined>;
  /** Draws a page into a canvas, which takes its size: `scale` pixels for each point. Stops when the signal aborts. */
  renderPage(index: number, canvas: HTMLCanvasElement, scale: number, signal?: AbortSignal): Promise<void>;
  /** Stops all work and gives memory back. */
  close(): Promise<void>;
}

interface OpenOptions {
  readonly assets: PdfAssets;
  readonly password?: string;
  /** Closes the document, also after it was opened. */
  readonly signal?: AbortSignal;
}

const mostBytes = 2 ** 30;
const longestOpeningMs = 60_000;
const longestPageMs = 30_000;
/** A canvas of more pixels is more than browsers hold. */
const mostPixels = 2 ** 25;
/** pdf.js keeps fonts and objects of every page until it is told to forget them. */
const pagesBetweenCleanups = 16;
/** How many pages on either side tell what is usual. */
const neighbourCount = 2;

const firstByteCount = 65_536;

/** Opens a PDF: its bytes are read when they are needed. Throws PdfError if it cannot be read, and the signal's reason. */
export async function openPdf(source: Blob | Uint8Array<ArrayBuffer>, { assets, password, signal }: OpenOptions): Promise<PdfDocument> {
  signal?.throwIfAborted();
  const blob = source instanceof Blob ? source : new Blob([source]);
  if (blob.size === 0) throw new PdfError("empty");
  if (blob.size > mostBytes) throw new PdfError("too-large");
  const firstBytes = new Uint8Array(await blob.slice(0, firstByteCount).arrayBuffer());
  signal?.throwIfAborted();
  if (!hasSignature(firstBytes)) throw new PdfError("not-a-pdf");

  const worker = startWorker(assets);
  // A rejection of this ends whatever waits.
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
  stopped.catch(() => undefined);
  const task = getDocument({
    range: new BlobTransport(blob, firstBytes, (error) => stop(new PdfError("broken", error))),
    rangeChunkSize: firstByteCount,
    disableAutoFetch: true,
    disableStream: true,
    ...(password === undefined ? {} : { password }),
    ...(worker === null ? {} : { worker: worker.pdfWorker }),
    cMapUrl: assets.cMapUrl,
    standardFontDataUrl: assets.standardFontDataUrl,
    wasmUrl: assets.wasmUrl,
    iccUrl: assets.iccUrl,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: mostPixels,
    canvasMaxAreaInBytes: 4 * mostPixels,
    verbosity: 0,
  });
  const end = async (reason: unknown): Promise<void> => {
    stop(reason);
    // A worker that is busy answers no message: it is ended whatever it does.
    const isDestroyed = task.destroy().catch(() => undefined);
    worker?.terminate();
    if (worker === null) await isDestroyed;
  };
  const onAbort = (): void => void end(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  worker?.onError((error) => stop(new PdfError("broken", error)));
  try {
    const document = await within(longestOpeningMs, stopped, loaded(task));
    if (document.numPages < 1) throw new PdfError("broken");
    const [{ title, author, language }, outline] = await within(
      longestOpeningMs,
      stopped,
      Promise.all([aboutOf(document), outlineOf(document)]),
    );
    return new OpenPdf(document, { title, author, language, outline, stopped, end });
  } catch (error) {
    signal?.removeEventListener("abort", onAbort);
    await end(error);
    throw asPdfError(error);
  }
}

/** Readers accept a signature that is not at the very start. */
function hasSignature(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-");
}

interface StartedWorker {
  readonly pdfWorker: PDFWorker;
  terminate(): void;
  onError(listener: (error: unknown) => void): void;
}

/** The worker in which pdf.js parses; null where there are no workers, as in Node: then it does it here. */
function startWorker({ workerUrl }: PdfAssets): StartedWorker | null {
  if (typeof Worker === "undefined") {
    GlobalWorkerOptions.workerSrc = workerUrl;
    return null;
  }
  const worker = new Worker(workerUrl, { type: "module" });
  return {
    pdfWorker: new PDFWorker({ port: worker as never }),
    terminate: () => worker.terminate(),
    onError: (listener) => worker.addEventListener("error", (event) => listener(event.error ?? event.message)),
  };
}

async function loaded(task: PDFDocumentLoadingTask): Promise<PDFDocumentProxy> {
  return await task.promise;
}

async function aboutOf(document: PDFDocumentProxy): Promise<Pick<PdfDocument, "title" | "author" | "language">> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const { Title, Author, Language } = info as { Title?: unknown; Author?: unknown; Language?: unknown };
  const text = (value: unknown): string => (typeof value === "string" ? value.trim().slice(0, 500) : "");
  return { title: text(Title), author: text(Author), language: text(Language) };
}

/** What the work gives, unless something stopped it or it takes longer than that. */
async function within<T>(timeoutMs: number, stopped: Promise<never>, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new PdfError("too-much-work")), timeoutMs);
  try {
    return await Promise.race([work, stopped, late]);
  } finally {
    clearTimeout(timer);
    // What comes too late is for nobody.
    work.catch(() => undefined);
  }
}

function asPdfError(error: unknown): unknown {
  if (error instanceof PdfError || (error instanceof DOMException && error.name === "AbortError")) return error;
  if (error instanceof PasswordException) {
    return new PdfError(error.code === PasswordResponses.INCORRECT_PASSWORD ? "wrong-password" : "password-needed", error);
  }
  // What pdf.js throws is named so, wherever in it an error comes from.
  if (error instanceof Error && error.name.endsWith("Exception")) return new PdfError("broken", error);
  return error;
}

interface OpenParts {
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly outline: readonly OutlineEntry[];
  readonly stopped: Promise<never>;
  readonly end: (reason: unknown) => Promise<void>;
}

class OpenPdf implements PdfDocument {
  readonly pageCount: number;
  readonly title: string;
  readonly author: string;
  readonly language: string;
  readonly outline: readonly OutlineEntry[];
  readonly #document: PDFDocumentProxy;
  readonly #texts: PageTexts;
  readonly #stopped: Promise<never>;
  readonly #end: (reason: unknown) => Promise<void>;
  #readCount = 0;
  #atWork = 0;

  constructor(document: PDFDocumentProxy, { title, author, language, outline, stopped, end }: OpenParts) {
    this.pageCount = document.numPages;
    this.title = title;
    this.author = author;
    this.language = language;
    this.outline = outline;
    this.#document = document;
    this.#texts = new PageTexts(document);
    this.#stopped = stopped;
    this.#end = end;
  }

  readPage(index: number): Promise<PdfPage> {
    return this.#work(this.#read(index));
  }

  async *readPages(from = 0): AsyncGenerator<PdfPage, void, undefined> {
    for (let index = from; index < this.pageCount; index += 1) yield await this.readPage(index);
  }

  async renderPage(index: number, canvas: HTMLCanvasElement, scale: number, signal?: AbortSignal): Promise<void> {
    await this.#work(this.#render(index, canvas, scale, signal));
  }

  async close(): Promise<void> {
    await this.#end(new DOMException("The document was closed.", "AbortError"));
  }

  async #work<T>(work: Promise<T>): Promise<T> {
    this.#atWork += 1;
    try {
      return await within(longestPageMs, this.#stopped, work);
    } catch (error) {
      throw asPdfError(error);
    } finally {
      this.#atWork -= 1;
      this.#readCount += 1;
      if (this.#atWork === 0 && this.#readCount % pagesBetweenCleanups === 0) void this.#document.cleanup().catch(() => undefined);
    }
  }

  async #read(index: number): Promise<PdfPage> {
    const page = await this.#texts.get(index);
    const around = Array.from({ length: 2 * neighbourCount + 1 }, (_, at) => index - neighbourCount + at);
    const others = around.filter((other) => other !== index && other >= 0 && other < this.pageCount);
    // A neighbour that is damaged tells nothing about this page.
    const found = await Promise.all(others.map((other) => this.#texts.get(other).catch(() => null)));
    const neighbours = found.filter((other) => other !== null);
    const style = new DocumentStyle();
    for (const { segments } of [page, ...neighbours]) style.add([...segments.values()].flat().flatMap(({ runs }) => runs));
    const outline = new Map(this.outline.filter((entry) => entry.page === index).map(({ title, level }) => [outlineKey(title), level]));
    const references = new ReferenceList();
    const blocks = readLayout(page, {
      body: { size: style.bodySize, font: style.bodyFont, outline },
      neighbours,
    }).map((block) => references.mark(block));
    const isScanned = blocks.length === 0 && (await this.#hasPictures(index));
    return { index, width: page.width, height: page.height, blocks, isScanned };
  }

  async #hasPictures(index: number): Promise<boolean> {
    const page = await this.#document.getPage(index + 1);
    const { fnArray } = await page.getOperatorList();
    const pictures = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintImageXObjectRepeat]);
    return fnArray.some((operator) => pictures.has(operator));
  }

  async #render(index: number, canvas: HTMLCanvasElement, scale: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const page = await this.#document.getPage(index + 1);
    const whole = page.getViewport({ scale });
    const smaller = Math.min(1, Math.sqrt(mostPixels / (whole.width * whole.height)));
    const viewport = page.getViewport({ scale: scale * smaller });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport });
    const cancel = (): void => task.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      await task.promise;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", cancel);
      page.cleanup();
    }
  }
}
