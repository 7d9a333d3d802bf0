import { localName, outwards } from "../text/dom.ts";

/**
 * What is read of a document that one of the extension's own pages shows, and all that is around it. Notes stand beside the text, and are read
 * only by who begins in one, at `begin`.
 */
export function documentContent(shown: Element, begin?: Node): Set<Node> {
  const content = new Set<Node>(outwards(shown));
  const nodes = document.createTreeWalker(shown, NodeFilter.SHOW_ALL, (node) =>
    node instanceof Element && localName(node) === "aside" && !(begin && node.contains(begin))
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) content.add(node);
  return content;
}
