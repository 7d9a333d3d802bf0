import browser from "webextension-polyfill";
import { maxSelectionLength } from "../shared/protocol.ts";
import { readSelectionInPage } from "./page/read-selection.ts";

/** What a person selected: at most `maxSelectionLength` UTF-16 units of it. */
export interface Selection {
  text: string;
  truncated: boolean;
  /** The `lang` that the page gives the place, or an empty string. */
  language: string;
}

/** What became of looking for a selection: `pageRefused` where the browser lets no script into the page. */
export type SelectionResult = Selection | "nothingToRead" | "pageRefused";

/** Reads the selection in a tab: in the frame of the gesture if it is known, else in the focused frame, else in any that has one. */
export async function readSelection(tabId: number, frameId?: number): Promise<SelectionResult> {
  const target = frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] };
  let injected;
  try {
    injected = await browser.scripting.executeScript({ target, func: readSelectionInPage, args: [maxSelectionLength] });
  } catch {
    return "pageRefused";
  }
  // What the function returns, frame by frame; null where a frame was gone before it ran.
  const found = injected.flatMap(({ result }) => (result ? [result as Selection & { focused: boolean }] : []));
  const best = found.find(({ focused }) => focused) ?? found[0];
  return best ? { text: best.text, truncated: best.truncated, language: best.language } : "nothingToRead";
}

/** The selection as the context menu reports it, which lacks line breaks but needs no script in the page. */
export function selectionFromMenu(selectionText: string | undefined): SelectionResult {
  const text = selectionText?.trim();
  if (!text) return "nothingToRead";
  return { text: text.slice(0, maxSelectionLength), truncated: text.length > maxSelectionLength, language: "" };
}
