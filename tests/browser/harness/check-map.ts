import type { TextMap } from "../../../content/text/text-map.ts";
import type { Chromium } from "../../../tools/browser/chromium.ts";

/** The text that was read in a frame, and what is wrong with its map. */
export interface CheckedMap {
  text: string;
  /** How many ranges show the whole text. */
  ranges: number;
  faults: string[];
}

/**
 * Reads what is selected in a frame as the extension does, and compares the text's map with the page: each unit of the text must be shown
 * by exactly the unit of a text node at which the map points, and must be found from there. Words such as q12z are in the page once, so
 * there the node is the right one.
 */
export function checkMap(chromium: Chromium, frameId = 0): Promise<CheckedMap> {
  return chromium.evaluateInServiceWorker(async (frame) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const target = { tabId: tab?.id ?? -1, frameIds: [frame] };
    const [read] = await chrome.scripting.executeScript({ target, files: ["read-selection.js"] });
    // The types do not know what the packaged script answers.
    const selection = (read?.result as unknown as { selection: { mapId: string; text: string } | null } | undefined)?.selection;
    if (!selection) return { text: "", ranges: 0, faults: ["nothing was read"] };
    const [checked] = await chrome.scripting.executeScript({
      target,
      args: [selection.mapId],
      func: (mapId: string): Omit<CheckedMap, "text"> => {
        // The types do not know what the packaged script keeps.
        const map = (globalThis as unknown as { readAloudTextMaps: Map<string, TextMap> }).readAloudTextMaps.get(mapId);
        if (!map) return { ranges: 0, faults: ["there is no map"] };
        const { text } = map;
        const faults: [at: number, what: string][] = [];
        let before: { node: Node; offset: number } | undefined;
        for (let at = 0; at < text.length && faults.length < 10; at += 1) {
          const unit = text.charAt(at);
          const ranges = map.rangesOf(at, at + 1);
          const [range] = ranges;
          if (ranges.length > 1) faults.push([at, `${ranges.length} ranges`]);
          // The white space between blocks and the commas between cells are shown nowhere.
          if (!range && !/[\s,]/.test(unit)) faults.push([at, "no range"]);
          if (!range) continue;
          const { startContainer: node, startOffset: offset } = range;
          if (!(node instanceof Text)) {
            if (!range.cloneContents().querySelector("math")) faults.push([at, "neither text nor a formula"]);
            continue;
          }
          const shown = range.toString();
          if (shown !== unit && !(unit === " " && /^[ \t\n\r\f]$/.test(shown))) faults.push([at, `shown as ${JSON.stringify(shown)}`]);
          if (before?.node === node && offset <= before.offset) faults.push([at, "not in the order of its node"]);
          if (map.offsetAt(node, offset) !== at) faults.push([at, `found at ${map.offsetAt(node, offset)}`]);
          before = { node, offset };
        }
        for (const { 0: word, index: at } of text.matchAll(/q\d+z|[\p{L}\p{N}]+/gu)) {
          const ranges = map.rangesOf(at, at + word.length);
          if (ranges.some(({ startContainer }) => !(startContainer instanceof Text))) continue;
          if (ranges.join("") !== word) faults.push([at, `the word ${word} is shown as ${ranges.join("|")}`]);
          if (/^q\d+z$/.test(word) && ranges.length !== 1) faults.push([at, `the word ${word} is in ${ranges.length} nodes`]);
          if (ranges.some((range) => range.getClientRects().length === 0)) faults.push([at, `the word ${word} is not in sight`]);
        }
        return {
          ranges: map.rangesOf(0, text.length).length,
          faults: faults.slice(0, 10).map(([at, what]) => `${what}: ${JSON.stringify(text.slice(Math.max(0, at - 10), at + 10))}`),
        };
      },
    });
    if (!checked?.result) throw new Error("the check gave no answer");
    return { text: selection.text, ...checked.result };
  }, frameId);
}
