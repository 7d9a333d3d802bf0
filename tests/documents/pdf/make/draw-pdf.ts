/** Content of a page in PDF's own operators, and its size in points. */
export interface DrawnPage {
  readonly content: string;
  readonly width?: number;
  readonly height?: number;
  /** As a viewer shall turn it, in degrees clockwise. */
  readonly rotate?: 0 | 90 | 180 | 270;
}

/** An entry of a table of contents, which leads to the top of a page: its index, from 0. */
export interface DrawnEntry {
  readonly title: string;
  readonly page: number;
}

const fonts = [
  "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
  "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
  "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
  ...(["H", "V"] as const).map(
    (direction) =>
      `/J${direction} << /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-${direction} /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >> >> ] >>`,
  ),
].join(" ");

/** A PDF 1.4 of pages that are written by hand. F1 is Courier, F2 its bold, F3 Times, JH and JV are Japanese, along and down. */
export function drawPdf(pages: readonly DrawnPage[], contents: readonly DrawnEntry[] = []): Uint8Array<ArrayBuffer> {
  const kids = pages.map((_, at) => `${3 + 2 * at} 0 R`).join(" ");
  const outline = 3 + 2 * pages.length;
  const entry = (at: number): string => `${outline + 1 + at} 0 R`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R${contents.length > 0 ? ` /Outlines ${outline} 0 R` : ""} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] /Resources << /Font << ${fonts} >> >> >>`,
    ...pages.flatMap(({ content, width = 595, height = 842, rotate = 0 }, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${4 + 2 * at} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
    ...(contents.length > 0
      ? [`<< /Type /Outlines /Count ${contents.length} /First ${entry(0)} /Last ${entry(contents.length - 1)} >>`]
      : []),
    ...contents.map(
      ({ title, page }, at) =>
        `<< /Title ${literal(title)} /Parent ${outline} 0 R /Dest [${3 + 2 * page} 0 R /Fit]${at > 0 ? ` /Prev ${entry(at - 1)}` : ""}${at + 1 < contents.length ? ` /Next ${entry(at + 1)}` : ""} >>`,
    ),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** A text in the bytes of WinAnsi, as a literal string. */
export function literal(text: string): string {
  const winAnsi: Readonly<Record<string, string>> = { "“": "\\223", "”": "\\224", "–": "\\226", "’": "\\222", "•": "\\225" };
  return `(${text.replaceAll(/[\\()]/g, String.raw`\$&`).replaceAll(/[“”–’•]/g, (character) => winAnsi[character] ?? "")})`;
}

/** A text in UCS-2, as a hexadecimal string. */
export function hexadecimal(text: string): string {
  return `<${Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0")).join("")}>`;
}

/** Lines of at most so many characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
