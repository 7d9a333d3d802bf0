import type { Page, Protocol } from "puppeteer-core";
import { waitFor } from "../../../tools/wait-for.ts";

/** Waits for the toast in a page and resolves to what it says; its shadow root is closed, but not to a debugger. */
export async function toastIn(page: Page): Promise<string> {
  const session = await page.createCDPSession();
  try {
    return await waitFor("a toast in the page", async () => {
      const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
      const toast = findToast(root);
      return toast && textOf(toast);
    });
  } finally {
    await session.detach();
  }
}

const childrenOf = ({ children = [], shadowRoots = [] }: Protocol.DOM.Node): Protocol.DOM.Node[] => [...shadowRoots, ...children];

function findToast(node: Protocol.DOM.Node): Protocol.DOM.Node | undefined {
  if (node.attributes?.includes("read-aloud-toast")) return node;
  for (const child of childrenOf(node)) {
    const found = findToast(child);
    if (found) return found;
  }
  return undefined;
}

function textOf(node: Protocol.DOM.Node): string {
  return node.nodeValue + childrenOf(node).map(textOf).join("");
}
