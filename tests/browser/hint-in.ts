import type { Page, Protocol } from "puppeteer-core";
import { waitFor } from "./harness/wait-for.ts";

/** Waits for the hint in a page and resolves to what it says; its shadow root is closed, but not to a debugger. */
export async function hintIn(page: Page): Promise<string> {
  const session = await page.createCDPSession();
  try {
    return await waitFor("a hint in the page", async () => {
      const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
      const hint = findHint(root);
      return hint && textOf(hint);
    });
  } finally {
    await session.detach();
  }
}

const childrenOf = ({ children = [], shadowRoots = [] }: Protocol.DOM.Node): Protocol.DOM.Node[] => [...shadowRoots, ...children];

function findHint(node: Protocol.DOM.Node): Protocol.DOM.Node | undefined {
  if (node.attributes?.includes("read-aloud-hint")) return node;
  for (const child of childrenOf(node)) {
    const found = findHint(child);
    if (found) return found;
  }
  return undefined;
}

function textOf(node: Protocol.DOM.Node): string {
  return node.nodeValue + childrenOf(node).map(textOf).join("");
}
