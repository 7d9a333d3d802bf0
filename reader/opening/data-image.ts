/** The kinds of images that are shown. A script in an SVG image does not run, and what it names is not loaded. */
export const shownImages = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/i;

/** The image in a `data:` address. Null if it is none, or of a kind that is not shown. */
export function dataImage(address: string): Blob | null {
  const [, type = "", base64, content = ""] = /^data:([^;,]*)(?:;(?!base64)[^;,]*)*(;base64)?,([^]*)$/i.exec(address) ?? [];
  if (!shownImages.test(type)) return null;
  try {
    const bytes = base64
      ? Uint8Array.from(atob(decodeURIComponent(content)), (character) => character.charCodeAt(0))
      : decodeURIComponent(content);
    return new Blob([bytes], { type });
  } catch {
    // The address is not well formed.
    return null;
  }
}
