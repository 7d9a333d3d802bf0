/** The longer side of a cover, in pixels. */
const maxSide = 800;
/** An image of more pixels is not decoded into a cover. */
const maxPixels = 50e6;
const quality = 0.85;

/** A cover as a JPEG image of bounded size in base64, encoded anew. Null if the browser cannot show the image. */
export async function coverImage(image: Blob): Promise<string | null> {
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
    return canvas.toDataURL("image/jpeg", quality).split(",")[1] ?? null;
  } catch {
    // It is no image, or the browser lets nobody read it, as some drawings in SVG.
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}
