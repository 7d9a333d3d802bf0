import type { SourceBlock, SourceDocument } from "../source-document.ts";

interface Look {
  readonly css: string;
  /** Where footnotes go: into the flow (`span.footnote`, for programs that know them), or nowhere. */
  readonly footnotes: "float" | "none";
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The document as HTML. */
export function asHtml(document: SourceDocument, { css, footnotes }: Look): string {
  const notes = document.blocks.filter(({ kind }) => kind === "footnote");
  const text = (block: SourceBlock): string =>
    escape(block.text).replaceAll(/\[\^(\d+)\]/g, (_, number: string) =>
      footnotes === "float" ? `<span class="footnote">${escape(notes[Number(number) - 1]?.text ?? "")}</span>` : "",
    );
  const element = (block: SourceBlock, at: number): string => {
    const isList = (other: SourceBlock | undefined): boolean => other?.kind === "list-item";
    const isRow = (other: SourceBlock | undefined): boolean => other?.kind === "table-row";
    const [before, after] = [document.blocks[at - 1], document.blocks[at + 1]];
    if (block.kind === "heading") return `<h${block.level ?? 1}>${text(block)}</h${block.level ?? 1}>`;
    if (block.kind === "list-item") return `${isList(before) ? "" : "<ul>"}<li>${text(block)}</li>${isList(after) ? "" : "</ul>"}`;
    if (block.kind === "table-row") {
      const cells = block.text
        .split("|")
        .map((cell) => `<td>${cell}</td>`)
        .join("");
      return `${isRow(before) ? "" : "<table>"}<tr>${cells}</tr>${isRow(after) ? "" : "</table>"}`;
    }
    if (block.kind === "footnote") return "";
    return `<p class="${block.kind}">${text(block)}</p>`;
  };
  return `<!doctype html><html lang="${document.language}" dir="${document.direction}"><head><meta charset="utf-8"><title>${document.title}</title><style>${css}</style></head><body>${document.blocks.map(element).join("\n")}</body></html>`;
}
