import type { SourceBlock, SourceDocument } from "../source-document.ts";

const special: Readonly<Record<string, string>> = {
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  "“": "``",
  "”": "''",
  "–": "--",
  "’": "'",
  "‐": "-",
};

interface Look {
  /** Class, packages and settings. */
  readonly preamble: string;
  /** The commands of headings, from level 1. */
  readonly headings: readonly string[];
}

/** The document as LaTeX. */
export function asLatex({ blocks, title }: SourceDocument, { preamble, headings }: Look): string {
  const notes = blocks.filter(({ kind }) => kind === "footnote");
  const escape = (text: string): string => text.replaceAll(/[&%$#_“”–’‐]/g, (character) => special[character] ?? character);
  const text = (block: SourceBlock): string =>
    block.text
      .split(/(\[\^\d+\])/)
      .map((part) => {
        const [, number] = /^\[\^(\d+)\]$/.exec(part) ?? [];
        return number === undefined ? escape(part) : `\\footnote{${escape(notes[Number(number) - 1]?.text ?? "")}}`;
      })
      .join("");
  const is = (kind: SourceBlock["kind"], block: SourceBlock | undefined): boolean => block?.kind === kind;
  const command = (block: SourceBlock, at: number): string => {
    const [before, after] = [blocks[at - 1], blocks[at + 1]];
    switch (block.kind) {
      case "heading":
        return `${headings[(block.level ?? 1) - 1] ?? ""}{${text(block)}}`;
      case "list-item":
        return `${is("list-item", before) ? "" : "\\begin{itemize}"}\\item ${text(block)}${is("list-item", after) ? "" : "\\end{itemize}"}`;
      case "table-row":
        return `${is("table-row", before) ? "\\\\" : "\n\n\\noindent\\begin{tabular}{lrrl}"}${text(block).replaceAll("|", "&")}${is("table-row", after) ? "" : "\\end{tabular}\n\n"}`;
      case "footnote":
        return "";
      case "caption":
        return `\\begin{center}\\rule{40mm}{20mm}\\par\\small ${text(block)}\\end{center}`;
      case "reference":
        return `\\par\\noindent\\hangindent=6mm ${text(block)}\\par`;
      case "paragraph":
        return text(block);
    }
  };
  const body = blocks.map(command).join("\n\n").replaceAll("\n\n\\\\", "\\\\");
  return `${preamble}\n\\title{${escape(title)}}\\author{}\\date{}\n\\begin{document}\n${body}\n\\end{document}\n`;
}
