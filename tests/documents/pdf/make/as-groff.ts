import type { SourceBlock, SourceDocument } from "../source-document.ts";

/** The document in groff's ms macros. */
export function asGroff({ blocks }: SourceDocument, columns: 1 | 2): string {
  const notes = blocks.filter(({ kind }) => kind === "footnote");
  const escape = (text: string): string =>
    text.replaceAll("\\", "\\e").replaceAll("“", "\\(lq").replaceAll("”", "\\(rq").replaceAll("–", "\\(en").replaceAll("’", "'");
  const text = (block: SourceBlock): string =>
    block.text
      .split(/(\[\^\d+\])/)
      .map((part) => {
        const [, number] = /^\[\^(\d+)\]$/.exec(part) ?? [];
        return number === undefined ? escape(part) : `\\**\n.FS\n${escape(notes[Number(number) - 1]?.text ?? "")}\n.FE\n`;
      })
      .join("")
      .trim();
  const macro = (block: SourceBlock): string => {
    switch (block.kind) {
      case "heading":
        return block.level === 1 ? `.TL\n${text(block)}\n${columns === 2 ? ".2C" : ""}` : `.SH\n${text(block)}`;
      case "list-item":
        return `.IP \\(bu 2\n${text(block)}`;
      case "footnote":
        return "";
      case "reference":
      case "caption":
      case "table-row":
        return `.LP\n${text(block)}`;
      case "paragraph":
        return `.PP\n${text(block)}`;
    }
  };
  return `${blocks
    .map(macro)
    .filter((line) => line !== "")
    .join("\n")}\n`.replaceAll("\n\n", "\n");
}
