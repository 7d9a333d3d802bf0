import type { PdfBlock } from "../layout/pdf-block.ts";

const title =
  /^(?:\d{1,2}\.?\s+|[IVX]+\.\s+)?(?:references|bibliography|works cited|literature cited|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|références|bibliographie|referencias|bibliografía|bibliografia|riferimenti|参考文献|список литературы|литература)\s*$/iu;

/** Where a list of references begins and ends, from block to block. */
export class ReferenceList {
  #level = 0;

  /** The block, as a reference if it stands in a list of them. */
  mark(block: PdfBlock): PdfBlock {
    if (title.test(block.text) && (block.kind === "heading" || block.text.length < 40)) {
      this.#level = block.level === 0 ? 6 : block.level;
      return block.kind === "heading" ? block : { ...block, kind: "heading", level: 2 };
    }
    if (block.kind === "heading" && block.level <= this.#level) this.#level = 0;
    return this.#level > 0 && (block.kind === "paragraph" || block.kind === "list-item") ? { ...block, kind: "reference" } : block;
  }
}
