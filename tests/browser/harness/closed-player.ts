import type { CDPSession, Page, Protocol } from "puppeteer-core";
import type { Place } from "../../../tools/browser/pointer-and-keys.ts";
import { waitFor } from "../../../tools/wait-for.ts";

/** The player in a page of the extension's own making: its root is closed, but not to a debugger. */
export interface ClosedPlayer {
  /** The text of what is labelled so or has this class, or null if it is not in the page. */
  textOf(part: string): Promise<string | null>;
  /** The middle of it, in the window. Waits until it is there. */
  placeOf(part: string): Promise<Place>;
  click(part: string): Promise<void>;
  /** A property of its computed style. Waits until it is there. */
  styleOf(part: string, property: string): Promise<string | undefined>;
}

const childrenOf = ({ children = [], shadowRoots = [] }: Protocol.DOM.Node): Protocol.DOM.Node[] => [...shadowRoots, ...children];

function textOf(node: Protocol.DOM.Node): string {
  return node.nodeValue + childrenOf(node).map(textOf).join("");
}

/** An attribute of a node; the debugger lists names and values in turn. */
function attributeOf({ attributes = [] }: Protocol.DOM.Node, name: string): string | undefined {
  const at = attributes.findIndex((each, index) => index % 2 === 0 && each === name);
  return at < 0 ? undefined : attributes[at + 1];
}

function find(node: Protocol.DOM.Node, part: string): Protocol.DOM.Node | undefined {
  if (attributeOf(node, "aria-label") === part || attributeOf(node, "class")?.split(" ").includes(part)) return node;
  for (const child of childrenOf(node)) {
    const found = find(child, part);
    if (found) return found;
  }
  return undefined;
}

/** The player in this page, now or later. */
export async function closedPlayer(page: Page): Promise<ClosedPlayer> {
  const session: CDPSession = await page.createCDPSession();
  const look = async (part: string): Promise<Protocol.DOM.Node | undefined> => {
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    // The player is beside the page's body.
    const html = root.children?.find(({ localName }) => localName === "html");
    const host = html?.children?.findLast(({ shadowRoots }) => shadowRoots?.[0]?.shadowRootType === "closed");
    return host && find(host, part);
  };
  const placeOf = (part: string): Promise<Place> =>
    waitFor(`${part} in the player`, async () => {
      const node = await look(part);
      const box = node && (await session.send("DOM.getBoxModel", { nodeId: node.nodeId }).catch(() => undefined));
      const [x1, y1, , , x2, y2] = box?.model.border ?? [];
      return x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined
        ? undefined
        : { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
    });
  return {
    async textOf(part) {
      const node = await look(part);
      return node ? textOf(node) : null;
    },
    placeOf,
    async styleOf(part, property) {
      await session.send("DOM.enable");
      await session.send("CSS.enable");
      return waitFor(`${part} in the player`, async () => {
        const node = await look(part);
        const styled = node && (await session.send("CSS.getComputedStyleForNode", { nodeId: node.nodeId }).catch(() => undefined));
        return styled?.computedStyle.find(({ name }) => name === property)?.value;
      });
    },
    async click(part) {
      const { x, y } = await placeOf(part);
      await page.mouse.click(x, y);
    },
  };
}
