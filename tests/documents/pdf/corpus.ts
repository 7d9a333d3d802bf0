import { article, book, report, rights, type SourceDocument } from "./source-document.ts";

/** A PDF in `files/`, and the text that it was made of. */
export interface CorpusFile {
  readonly name: string;
  readonly document: SourceDocument;
  /** False if the program that made it knows no footnotes: then the file has neither these nor their marks. */
  readonly hasFootnotes: boolean;
}

const file = (name: string, document: SourceDocument, hasFootnotes = false): CorpusFile => ({ name, document, hasFootnotes });

const german = (): SourceDocument => rights("deu_1996", "de", "Die Allgemeine Erklärung der Menschenrechte", 30);
const french = (): SourceDocument => rights("fra", "fr", "La Déclaration universelle des droits de l'homme", 30);
const japanese = (): SourceDocument => rights("jpn", "ja", "世界人権宣言", 12);
const hebrew = (): SourceDocument => rights("heb", "he", "הכרזה לכל באי עולם בדבר זכויות האדם", 20);
const arabic = (): SourceDocument => rights("arb", "ar", "الإعلان العالمي لحقوق الإنسان", 20);
const russian = (): SourceDocument => rights("rus", "ru", "Всеобщая декларация прав человека", 24);
const greek = (): SourceDocument => rights("ell_monotonic", "el", "Οικουμενική διακήρυξη", 24);

/** Every file of the corpus. */
export const corpus: readonly CorpusFile[] = [
  file("chromium-article", article()),
  file("chromium-two-columns", article()),
  file("chromium-drop-caps", book()),
  file("chromium-table", report()),
  file("chromium-hebrew", hebrew()),
  file("chromium-arabic", arabic()),
  file("chromium-russian-columns", russian()),
  file("weasyprint-footnotes", article(), true),
  file("weasyprint-three-columns", article()),
  file("libreoffice-hebrew", hebrew()),
  file("latex-article", article(), true),
  file("latex-two-columns", article(), true),
  file("latex-book", book()),
  file("latex-german", german()),
  file("latex-french-old-fonts", french()),
  file("latex-table", report()),
  file("latex-slides", article()),
  file("groff-article", article(), true),
  file("groff-two-columns", article(), true),
  file("htmldoc-book", book()),
  file("libreoffice-article", article()),
  file("libreoffice-columns", german()),
  file("libreoffice-greek", greek()),
  file("reportlab-two-columns", article()),
  file("ghostscript-from-postscript", article(), true),
  file("qpdf-object-streams", article(), true),
  file("qpdf-turned-left", article()),
  file("qpdf-upside-down", article()),
  file("drawn-typewriter", article()),
  file("drawn-letter-by-letter", article()),
  file("drawn-sideways", article()),
  file("drawn-japanese", japanese()),
  file("drawn-japanese-downwards", japanese()),
];
