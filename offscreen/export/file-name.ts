import type { ExportFormat } from "../../src/shared/settings.ts";

const maxLength = 80;

/** The name of a file with this title, for any system. */
export function fileNameOf(title: string, ending: ExportFormat | "vtt"): string {
  const plain = title
    // Control and format characters, and what some system does not allow in names.
    .replace(/[\p{C}/\\:*?"<>|~]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, maxLength)
    // A name that ends with a point is another one in Windows, and one that begins with it is hidden elsewhere.
    .replace(/^[. ]+|[. ]+$|[\uD800-\uDBFF]$/g, "");
  return `${plain || "audio"}.${ending}`;
}
