import type { Page } from "puppeteer-core";
import type { TextMap } from "../../../content/text/text-map.ts";
import type { ArticleRequest } from "../../../src/shared/article.ts";
import type { Chromium } from "../../../tools/browser/chromium.ts";

/** How well the main content of a page was found. */
export interface ArticleScore {
  text: string;
  /** The share of what was read that is main content, and the share of the main content that was read, 0 to 1. */
  precision: number;
  recall: number;
  /** Places of the page that were read and are no main content. */
  wrong: string[];
  ms: number;
}

/** Shows a document in the page without leaving it, so that what a gesture granted is kept. */
export async function showDocument(page: Page, html: string): Promise<void> {
  await page.evaluate((written) => {
    document.open();
    document.write(written);
    document.close();
  }, html);
}

/** Reads the page as the extension does, and compares what was read with what is marked by `data-main` and `data-either`. */
export function scoreArticle(chromium: Chromium, leftOut: ArticleRequest["leftOut"]): Promise<ArticleScore> {
  return chromium.evaluateInServiceWorker(
    async (request) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const target = { tabId: tab?.id ?? -1 };
      await chrome.scripting.executeScript({ target, files: ["read-article.js"] });
      const [scored] = await chrome.scripting.executeScript({
        target,
        args: [request],
        func: (given: ArticleRequest): ArticleScore => {
          const begin = performance.now();
          const read = globalThis.readAloudArticle(given);
          const ms = performance.now() - begin;
          // The types do not know what the packaged script keeps.
          const { readAloudTextMaps: maps } = globalThis as unknown as { readAloudTextMaps?: Map<string, TextMap> };
          const map = maps?.get(read?.mapId ?? "");
          let mainRead = 0;
          let otherRead = 0;
          const wrong = new Set<string>();
          for (const range of map?.rangesOf(0, map.text.length) ?? []) {
            const units = range.toString().replace(/\s/g, "").length;
            let kind = "";
            for (let node: Node | null = range.startContainer; node && kind === "";) {
              if (node instanceof Element && node.matches("[data-main], [data-either]"))
                kind = node.hasAttribute("data-main") ? "main" : "either";
              node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
            }
            if (kind === "main") mainRead += units;
            if (kind === "") otherRead += units;
            if (kind === "" && units > 0) wrong.add(range.toString().trim().slice(0, 60));
          }
          // Shadow roots that are closed have no text here, so the page hands over what is in them.
          let main = 0;
          const roots: ParentNode[] = [document];
          for (let root = roots.pop(); root; root = roots.pop()) {
            for (const each of root.querySelectorAll("*")) {
              const inside = each instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(each) : null;
              if (inside) roots.push(inside);
            }
            for (const marked of root.querySelectorAll("[data-main]")) {
              if (marked.closest("template") || marked.parentElement?.closest("[data-main]")) continue;
              const copy = marked.cloneNode(true) as Element;
              for (const each of copy.querySelectorAll("sup, cite, math, thead, tr:has(th), .mw-editsection")) each.remove();
              main += (copy.textContent ?? "").replace(/\s/g, "").length;
            }
          }
          return {
            text: read?.text ?? "",
            precision: mainRead / Math.max(1, mainRead + otherRead),
            recall: Math.min(1, mainRead / Math.max(1, main)),
            wrong: [...wrong],
            ms,
          };
        },
      });
      if (!scored?.result) throw new Error("the page gave no answer");
      return scored.result;
    },
    { from: "start", leftOut: { ...leftOut }, limit: 500_000 } as const,
  );
}
