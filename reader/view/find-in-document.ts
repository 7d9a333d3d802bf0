/** More places than this are not counted. */
const maxFound = 1_000;

/** The text of a document in which white space, accents and case do not matter. A letter may become several units, or none. */
export interface FoldedText {
  text: string;
  /** For each unit of `text` its text node, and the offset in that. */
  nodes: Text[];
  offsets: number[];
}

const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CAPTION CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL".split(
    " ",
  ),
);

/** The places in a document where `wanted` stands, in order, at most 1,000. */
export function findInDocument({ text, nodes, offsets }: FoldedText, wanted: string): Range[] {
  const sought = fold(wanted).trim().replace(/\s+/g, " ");
  if (sought === "") return [];
  const ranges: Range[] = [];
  for (let at = text.indexOf(sought); at >= 0 && ranges.length < maxFound; at = text.indexOf(sought, at + sought.length)) {
    const last = at + sought.length - 1;
    const [start, end] = [nodes[at], nodes[last]];
    if (!start || !end) continue;
    const range = new Range();
    range.setStart(start, offsets[at] ?? 0);
    range.setEnd(end, Math.min(end.length, (offsets[last] ?? 0) + 1));
    ranges.push(range);
  }
  return ranges;
}

/** The text in which is searched. It takes a second for a long book, so it is kept while the document is shown. */
export function foldDocument(root: Element): FoldedText {
  const folded: FoldedText = { text: "", nodes: [], offsets: [] };
  const parts: string[] = [];
  let endsInSpace = true;
  const add = (unit: string, node: Text, offset: number): void => {
    parts.push(unit);
    folded.nodes.push(node);
    folded.offsets.push(offset);
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let isNewBlock = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) {
      isNewBlock ||= blocks.has(node.nodeName);
      continue;
    }
    // No word goes on in the next block.
    if (isNewBlock) add("\n", node, 0);
    isNewBlock = false;
    for (let offset = 0; offset < node.data.length; offset++) {
      for (const unit of fold(node.data.charAt(offset))) {
        const isSpace = /\s/.test(unit);
        if (!isSpace || !endsInSpace) add(isSpace ? " " : unit, node, offset);
        endsInSpace = isSpace;
      }
    }
  }
  folded.text = parts.join("");
  return folded;
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
