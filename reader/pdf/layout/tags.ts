/** What a document's own structure says about a text: its role, as PDF names them, and which element of the page it belongs to. */
export interface Tag {
  readonly role: string;
  /** 0 if none is known. */
  readonly element: number;
}

/** The tag of text that the structure does not name. */
export const untagged: Tag = { role: "", element: 0 };

/** A node of the structure tree of a page, as pdf.js gives it. */
export interface StructureNode {
  readonly role?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

/** Roles of elements that are blocks of their own. What is inside of them belongs to them. */
const blockRoles: Readonly<Record<string, string>> = {
  P: "P",
  H: "H",
  H1: "H1",
  H2: "H2",
  H3: "H3",
  H4: "H4",
  H5: "H5",
  H6: "H6",
  Title: "H1",
  LI: "LI",
  TOCI: "TOCI",
  Caption: "Caption",
  Note: "Note",
  FENote: "Note",
  TR: "TR",
};

const mostNodes = 20_000;
const deepest = 60;

/** The tags of a page's marked contents, by their identifiers. */
export function tagsOf(root: StructureNode | null): Map<string, Tag> {
  const tags = new Map<string, Tag>();
  let nodes = 0;
  let elements = 0;
  const visit = (node: StructureNode, around: Tag, depth: number): void => {
    nodes += 1;
    if (nodes > mostNodes || depth > deepest) return;
    if (node.id !== undefined) tags.set(node.id, around);
    const role = blockRoles[node.role ?? ""];
    // Paragraphs inside of a list item or a table are parts of it.
    const isInner = role === "P" && around.element > 0;
    if (role !== undefined && !isInner) elements += 1;
    const tag = role === undefined || isInner ? around : { role, element: elements };
    for (const child of node.children ?? []) visit(child, tag, depth + 1);
  };
  if (root !== null) visit(root, untagged, 0);
  return tags;
}
