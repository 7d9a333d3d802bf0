import type { DocumentPages } from "../document/parsed-document.ts";
import type { OpenedDocument } from "../opening/sanitise.ts";

/** The longer side of a cover, in pixels. */
const maxSide = 800;
/** An image of more pixels is not decoded into a cover. */
const maxPixels = 50e6;
const quality = 0.85;

/**
 * The cover of a document, or else its first page, as a JPEG image of bounded size in base64, encoded anew. Null if it has neither, or if the browser
 * cannot show it.
 */
export async function coverImage({ cover, pages }: Pick<OpenedDocument, "cover" | "pages">, signal: AbortSignal): Promise<string | null> {
  try {
    const image = await cover();
    const canvas = image ? await drawImage(image) : pages && (await drawPage(pages, signal));
    return canvas?.toDataURL("image/jpeg", quality).split(",")[1] ?? null;
  } catch {
    signal.throwIfAborted();
    // It is no image, or the browser lets nobody read it, as some drawings in SVG. The book can be heard without it.
    return null;
  }
}

async function drawImage(image: Blob): Promise<HTMLCanvasElement | null> {
  const address = URL.createObjectURL(image);
  try {
    const shown = new Image();
    shown.src = address;
    await shown.decode();
    const { naturalWidth: width, naturalHeight: height } = shown;
    if (width === 0 || height === 0 || width * height > maxPixels) return null;
    const scale = Math.min(1, maxSide / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext("2d");
    if (!context) return null;
    // JPEG has no transparency.
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(shown, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function drawPage(pages: DocumentPages, signal: AbortSignal): Promise<HTMLCanvasElement | null> {
  const size = pages.sizeOf(0);
  if (!size) return null;
  const canvas = document.createElement("canvas");
  await pages.render(0, canvas, maxSide / Math.max(size.width, size.height), signal);
  return canvas;
}
