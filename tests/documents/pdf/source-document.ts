import { declaration, english } from "../../browser/articles/texts.ts";

/** A block of a text that PDFs are made of. In its text `[^2]` is the mark of the second footnote. */
export interface SourceBlock {
  readonly kind: "heading" | "paragraph" | "list-item" | "caption" | "footnote" | "reference" | "table-row";
  readonly text: string;
  /** Of a heading, from 1. */
  readonly level?: number;
}

/** A text that PDFs are made of. */
export interface SourceDocument {
  readonly title: string;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly blocks: readonly SourceBlock[];
}

const heading = (level: number, text: string): SourceBlock => ({ kind: "heading", level, text });
const paragraph = (text = ""): SourceBlock => ({ kind: "paragraph", text });
const item = (text: string): SourceBlock => ({ kind: "list-item", text });
const row = (text: string): SourceBlock => ({ kind: "table-row", text });

const compounds = [
  "The office keeps a well-known collection of hand-drawn charts, and the self-service counter beside it is open to everyone who needs state-of-the-art instruments.",
  "Extraordinarily thorough characterisations of neighbourhoods, administrations and responsibilities fill twenty-one volumes; a four-page summary is available, and non-negotiable fees of thirty-five pounds are collected by the self-appointed administrators of this well-known collection.",
].join(" ");

/** An article with headings, a list, a caption, footnotes and references. */
export function article(): SourceDocument {
  const [a, b, c, d, e, f, g, h] = english;
  return {
    title: "A Roof for the Harbour Office",
    language: "en",
    direction: "ltr",
    blocks: [
      heading(1, "A Roof for the Harbour Office"),
      paragraph(a),
      paragraph(`${b} Every slate was numbered.[^1]`),
      heading(2, "What the ledgers tell"),
      paragraph(c),
      paragraph(`${d} The oranges were sold within a day.[^2]`),
      paragraph(compounds),
      { kind: "caption", text: "Figure 1. The office in the year after the storm, seen from the quay." },
      paragraph(e),
      heading(2, "Who paid for the work"),
      paragraph(f),
      item("Two thirds came from the council, which had set money aside for a new bridge."),
      item("A lottery brought most of the rest, although its prize was never collected by anybody."),
      item("The skippers gave the nails."),
      paragraph(g),
      heading(2, "What happens next"),
      paragraph(h),
      paragraph(compounds),
      { kind: "footnote", text: "The numbers are still to be seen from the inside, beside those of an older count." },
      { kind: "footnote", text: "At a price that nobody wrote down, which is unusual for this town." },
      heading(2, "References"),
      { kind: "reference", text: "[1] A. Clerk and B. Skipper. Slates and their quarries. Journal of Roofs, 12(3):45–67, 1994." },
      { kind: "reference", text: "[2] C. Teacher. How it is done: notes for two apprentices. Quay Press, 2003." },
    ],
  };
}

/** Prose of several pages: chapters with nothing but paragraphs. */
export function book(): SourceDocument {
  const chapters = ["The Storm", "The Long Winter", "The Lottery", "The Hearing"];
  return {
    title: "Eleven Months",
    language: "en",
    direction: "ltr",
    blocks: chapters.flatMap((title, at) => [
      heading(1, title),
      ...[...english.slice(at * 3), ...english.slice(0, at * 3)].map((text) => paragraph(text)),
      paragraph(compounds),
    ]),
  };
}

/** The same table between two paragraphs. */
export function report(): SourceDocument {
  const [a, b, c] = english;
  return {
    title: "Fees of a Year",
    language: "en",
    direction: "ltr",
    blocks: [
      heading(1, "Fees of a Year"),
      paragraph(a),
      ...[
        "Month|Ships|Fees in pounds|Cargo",
        "January|112|4,310|salt and timber",
        "February|98|3,870|coal",
        "March|134|5,120|herring",
        "April|141|5,980|oranges",
      ].map(row),
      paragraph(b),
      heading(2, "Remarks"),
      paragraph(c),
    ],
  };
}

/** Articles of the Universal Declaration of Human Rights. */
export function rights(file: string, language: string, title: string, count: number): SourceDocument {
  const direction = language === "he" || language === "ar" ? "rtl" : "ltr";
  return { title, language, direction, blocks: [heading(1, title), ...declaration(file, count).map((text) => paragraph(text))] };
}
