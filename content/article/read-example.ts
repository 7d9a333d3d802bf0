import type { LeftOut } from "../../src/shared/settings.ts";
import { outwards } from "../text/dom.ts";
import { articleManner } from "./article-manner.ts";
import { textFrom } from "./text-from.ts";

/** Far more than an example has, in UTF-16 units. */
const limit = 2_000;

/** What is read of an element that one of the extension's own pages shows as an example. Empty if it is nothing, or if it is not shown. */
export function readExampleInPage(element: Element, leftOut: LeftOut): string {
  const around = new Set<Node>(outwards(element));
  const content = new Set<Node>(around);
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_ALL);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) content.add(node);
  return textFrom({ node: element, at: "enter" }, articleManner(content, leftOut, around), limit)?.text ?? "";
}
