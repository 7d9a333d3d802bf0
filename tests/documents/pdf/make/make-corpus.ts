/**
 * @file Makes the files of the corpus anew: `npx tsx tests/documents/pdf/make/make-corpus.ts [part of a name]`. It needs Chromium and these programs
 * (Debian's names): weasyprint, texlive-latex-recommended, texlive-lang-german, texlive-lang-french, lmodern, groff, htmldoc,
 * libreoffice-writer-nogui, python3-reportlab, ghostscript, qpdf.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpus } from "../corpus.ts";
import { article, type SourceBlock, type SourceDocument } from "../source-document.ts";
import { asGroff } from "./as-groff.ts";
import { asHtml } from "./as-html.ts";
import { asLatex } from "./as-latex.ts";
import { asReportlab } from "./as-reportlab.ts";
import { drawPdf, hexadecimal, literal, wrap, type DrawnPage } from "./draw-pdf.ts";

const files = new URL("../files/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "pdf-corpus-"));

const run = (program: string, ...args: readonly string[]): void => {
  execFileSync(program, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, SOURCE_DATE_EPOCH: "1700000000", HOME: folder },
  });
};

type Recipe = (document: SourceDocument) => void;

const chromium =
  (css: string, ...flags: readonly string[]): Recipe =>
  (document) => {
    writeFileSync(join(folder, "in.html"), asHtml(document, { css, footnotes: "none" }));
    run(
      "chromium",
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--user-data-dir=profile",
      ...flags,
      "--print-to-pdf=out.pdf",
      "in.html",
    );
  };

const weasyprint =
  (css: string): Recipe =>
  (document) => {
    writeFileSync(join(folder, "in.html"), asHtml(document, { css, footnotes: "float" }));
    run("weasyprint", "in.html", "out.pdf");
  };

const latex =
  (documentClass: string, packages: string, headings: readonly string[]): Recipe =>
  (document) => {
    writeFileSync(join(folder, "in.tex"), asLatex(document, { preamble: `\\documentclass${documentClass}\n${packages}`, headings }));
    run("pdflatex", "-interaction=nonstopmode", "in.tex");
    run("pdflatex", "-interaction=nonstopmode", "in.tex");
    copyFileSync(join(folder, "in.pdf"), join(folder, "out.pdf"));
  };

const modern = "\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{lmodern}\\input{glyphtounicode}\\pdfgentounicode=1";
const sections = ["\\section*", "\\subsection*"];

const groff =
  (columns: 1 | 2): Recipe =>
  (document) => {
    writeFileSync(join(folder, "in.ms"), asGroff(document, columns));
    writeFileSync(
      join(folder, "out.pdf"),
      execFileSync("groff", ["-ms", "-K", "utf8", "-T", "pdf", "in.ms"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] }),
    );
  };

const libreoffice =
  (css: string): Recipe =>
  (document) => {
    writeFileSync(join(folder, "in.html"), asHtml(document, { css, footnotes: "none" }));
    run("soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "in.html");
    copyFileSync(join(folder, "in.pdf"), join(folder, "out.pdf"));
  };

const after =
  (name: string, ...command: readonly string[]): Recipe =>
  () => {
    copyFileSync(join(files, `${name}.pdf`), join(folder, "in.pdf"));
    run(command[0] ?? "", ...command.slice(1));
  };

/** Lines of Courier with 12 points, by hand: a page from 60 lines. */
function typewriter(document: SourceDocument, operatorsOf: (line: string, x: number, y: number, font: string) => string): string[] {
  const pages: string[] = [""];
  let y = 780;
  for (const block of document.blocks.filter(({ kind }) => kind !== "footnote")) {
    const lines = wrap((block.kind === "list-item" ? "• " : "") + block.text.replaceAll(/\[\^\d+\]/g, ""), 62);
    if (y - 14 * lines.length < 60) {
      pages.push("");
      y = 780;
    }
    for (const line of lines) {
      pages[pages.length - 1] += operatorsOf(line, 70, y, block.kind === "heading" ? "F2" : "F1");
      y -= 14;
    }
    y -= 12;
  }
  return pages.map((content, at) => content + operatorsOf(`- ${at + 1} -`, 280, 30, "F1"));
}

const drawn =
  (pagesOf: (document: SourceDocument) => readonly DrawnPage[]): Recipe =>
  (document) => {
    writeFileSync(join(folder, "drawn.pdf"), drawPdf(pagesOf(document)));
    run("qpdf", "--deterministic-id", "drawn.pdf", "out.pdf");
  };

const line = (text: string, x: number, y: number, font: string): string => `BT /${font} 12 Tf ${x} ${y} Td ${literal(text)} Tj ET\n`;

/** Lines of so many characters, along or down the page. */
function japanesePages({ blocks }: SourceDocument, isDown: boolean): DrawnPage[] {
  const pages: string[] = [""];
  let at = 0;
  const lineCount = isDown ? 24 : 36;
  for (const { text, kind } of blocks as readonly SourceBlock[]) {
    const indented = kind === "heading" ? text : `　${text}`;
    for (let from = 0; from < indented.length; from += 36) {
      if (at === lineCount) {
        pages.push("");
        at = 0;
      }
      const [x, y] = isDown ? [530 - 20 * at, 780] : [80, 780 - 20 * at];
      pages[pages.length - 1] += `BT /${isDown ? "JV" : "JH"} 12 Tf ${x} ${y} Td ${hexadecimal(indented.slice(from, from + 36))} Tj ET\n`;
      at += 1;
    }
    if (kind === "heading") at += 2;
  }
  return pages.map((content) => ({ content }));
}

const recipes: Readonly<Record<string, Recipe>> = {
  "chromium-article": chromium("body{font:11pt serif;text-align:justify} h1{font-size:20pt}"),
  "chromium-two-columns": chromium(
    "@page{size:A4} body{font:10pt serif;text-align:justify;columns:2;column-gap:8mm;hyphens:auto} h1{column-span:all;text-align:center} p{margin:0;text-indent:4mm} p.caption{text-indent:0;margin:4mm 0;font-size:9pt}",
    "--no-pdf-header-footer",
  ),
  "chromium-drop-caps": chromium(
    "body{font:11pt serif;text-align:justify;hyphens:auto} h1{font-variant:small-caps} h1+p::first-letter{font-size:34pt;float:left;line-height:.8;margin-right:1mm} p{margin:0 0 3mm}",
    "--no-pdf-header-footer",
  ),
  "chromium-table": chromium("body{font:11pt sans-serif} td{padding:1mm 5mm;border:1px solid}", "--no-pdf-header-footer"),
  "chromium-hebrew": chromium("body{font:12pt 'DejaVu Sans'}", "--no-pdf-header-footer"),
  "chromium-arabic": chromium("body{font:12pt 'DejaVu Sans'}", "--no-pdf-header-footer"),
  "chromium-russian-columns": chromium(
    "body{font:9.5pt 'DejaVu Serif';columns:2;text-align:justify} h1{column-span:all}",
    "--no-pdf-header-footer",
  ),
  "weasyprint-footnotes": weasyprint(
    "@page{size:A5;margin:20mm 18mm;@top-center{content:'A Roof for the Harbour Office';font-size:8pt}@bottom-right{content:counter(page) ' of ' counter(pages);font-size:8pt}@footnote{border-top:1px solid}} body{font:10pt serif;hyphens:auto;text-align:justify} .footnote{float:footnote;font-size:8pt} ",
  ),
  "weasyprint-three-columns": weasyprint(
    "@page{size:A4 landscape;margin:15mm} body{font:9pt sans-serif;columns:3} .footnote{display:none}",
  ),
  "libreoffice-hebrew": libreoffice("body{font-family:'DejaVu Sans'}"),
  "latex-article": latex("{article}", modern, sections),
  "latex-two-columns": latex("[twocolumn]{article}", `${modern}\\usepackage{microtype}`, sections),
  "latex-book": latex("[11pt,a5paper]{book}", `${modern}\\pdfpagewidth\\paperwidth\\pdfpageheight\\paperheight`, ["\\chapter"]),
  "latex-german": latex("[paper=a5,headings=small]{scrartcl}", `${modern}\\usepackage[ngerman]{babel}\\pagestyle{headings}`, [
    "\\section*",
  ]),
  "latex-french-old-fonts": latex("{article}", "\\usepackage[OT1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage[french]{babel}", [
    "\\section",
  ]),
  "latex-table": latex("{article}", modern, sections),
  "latex-slides": latex(
    "[12pt]{article}",
    `${modern}\\usepackage[paperwidth=160mm,paperheight=90mm,margin=8mm]{geometry}\\raggedright\\parskip2mm\\renewcommand\\footnote[1]{}\\renewcommand\\familydefault{\\sfdefault}\\pagestyle{empty}`,
    sections,
  ),
  "groff-article": groff(1),
  "groff-two-columns": groff(2),
  "htmldoc-book": (document) => {
    writeFileSync(
      join(folder, "in.html"),
      asHtml(document, { css: "", footnotes: "none" }).replaceAll("“", "&ldquo;").replaceAll("”", "&rdquo;").replaceAll("’", "&rsquo;"),
    );
    run("htmldoc", "--book", "--no-toc", "--no-title", "--no-embedfonts", "-t", "pdf14", "-f", "out.pdf", "in.html");
  },
  "libreoffice-article": libreoffice("body{font-family:serif} p{text-align:justify}"),
  "libreoffice-columns": libreoffice("body{font-family:'DejaVu Sans';font-size:9pt} @page{size:10cm 18cm;margin:1cm}"),
  "libreoffice-greek": libreoffice("body{font-family:'DejaVu Serif'}"),
  "reportlab-two-columns": (document) => {
    writeFileSync(join(folder, "in.py"), asReportlab(document));
    run("/usr/bin/python3", "in.py", "out.pdf");
  },
  "ghostscript-from-postscript": (document) => {
    latex("{article}", modern, sections)(document);
    run("pdf2ps", "out.pdf", "out.ps");
    run("ps2pdf", "-dPDFSETTINGS=/ebook", "out.ps", "out.pdf");
  },
  "qpdf-object-streams": after("groff-two-columns", "qpdf", "--linearize", "--object-streams=generate", "in.pdf", "out.pdf"),
  "qpdf-turned-left": after("chromium-two-columns", "qpdf", "--rotate=270", "in.pdf", "out.pdf"),
  "qpdf-upside-down": after("libreoffice-article", "qpdf", "--rotate=180", "in.pdf", "out.pdf"),
  "qpdf-encrypted": after(
    "drawn-typewriter",
    "qpdf",
    "--static-aes-iv",
    "--static-id",
    "--encrypt",
    "open",
    "own",
    "256",
    "--",
    "in.pdf",
    "out.pdf",
  ),
  "ghostscript-scanned": after(
    "drawn-japanese",
    "gs",
    "-q",
    "-dNOPAUSE",
    "-dBATCH",
    "-sDEVICE=pdfimage8",
    "-r60",
    "-sOutputFile=out.pdf",
    "in.pdf",
  ),
  "drawn-typewriter": drawn((document) => typewriter(document, line).map((content) => ({ content }))),
  "drawn-letter-by-letter": drawn((document) =>
    // Each letter for itself, and those of a line from the last to the first.
    typewriter(document, (text, x, y, font) =>
      Array.from(text, (letter, at) => (letter === " " ? "" : line(letter, x + 7.2 * at, y, font)))
        .toReversed()
        .join(""),
    ).map((content) => ({ content })),
  ),
  "drawn-sideways": drawn((document) =>
    // Drawn upwards on a page that viewers turn, so that it is shown upright.
    typewriter(document, line).map((content) => ({ content: `q 0 1 -1 0 842 0 cm\n${content}Q`, width: 842, height: 595, rotate: 90 })),
  ),
  "drawn-japanese": drawn((document) => japanesePages(document, false)),
  "drawn-japanese-downwards": drawn((document) => japanesePages(document, true)),
};

const [, , part = ""] = process.argv;
// The last ones have nothing to read: one is locked, the other a picture.
const all = [...corpus, ...["qpdf-encrypted", "ghostscript-scanned"].map((name) => ({ name, document: article() }))];
for (const { name, document } of all.filter((each) => each.name.includes(part))) {
  try {
    recipes[name]?.(document);
    copyFileSync(join(folder, "out.pdf"), join(files, `${name}.pdf`));
    rmSync(join(folder, "out.pdf"));
    process.stdout.write(`${name}\n`);
  } catch (error) {
    process.stdout.write(`${name}: ${error instanceof Error ? error.message.slice(0, 600) : String(error)}\n`);
    process.exitCode = 1;
  }
}
rmSync(folder, { recursive: true });
