import browser from "webextension-polyfill";
import { requestPage } from "../shared/messaging.ts";
import { maxSelectionLength } from "../shared/protocol.ts";
import type { FrameSelection, Selection } from "../shared/selection.ts";

/** What became of looking for a selection: `secret` in a password field, `pageRefused` where the browser lets no script in. */
export type SelectionResult = Selection | "nothingToRead" | "secret" | "pageRefused";

/** Reads the selection in a tab: in the frame of the gesture if it is known, else in the focused frame, else in any that has one. */
export async function readSelection(tabId: number, frameId?: number): Promise<SelectionResult> {
  const frames = await askFrames(frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] });
  const focused = frameId === undefined ? focusedOf(frames) : frames[0];
  // The person is in a frame that lets no script in: what is selected elsewhere is not what was meant.
  if (!focused) return "pageRefused";
  if (focused.isSecret) return "secret";
  return focused.selection ?? frames.find(({ selection }) => selection)?.selection ?? "nothingToRead";
}

/** A menu click or a key is sometimes told to us some milliseconds before the right to look into the page that it grants. */
const retryDelaysMs = [20, 40, 80];

/** What the frames answer that let a script in, or the extension's own page, which lets none in but can be asked. */
async function askFrames(target: browser.Scripting.InjectionTarget): Promise<FrameSelection[]> {
  for (const delayMs of [...retryDelaysMs, null]) {
    try {
      const injected = await browser.scripting.executeScript({ target, files: ["read-selection.js"] });
      // What its last expression gives, frame by frame; null where a frame was gone before it ran.
      return injected.flatMap(({ result }) => (result ? [result as FrameSelection] : []));
    } catch {
      const own = await requestPage(target.tabId, "getSelection").catch(() => undefined);
      if (own) return [own];
      if (delayMs !== null) await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  return [];
}

/** The frame that has the focus, or would have it if the window had; undefined if it did not answer. */
function focusedOf(frames: FrameSelection[]): FrameSelection | undefined {
  const path: number[] = [];
  for (;;) {
    const place = path.join();
    const frame = frames.find((candidate) => candidate.path.join() === place);
    if (!frame || frame.activeFrame === null) return frame;
    path.push(frame.activeFrame);
  }
}

/** The selection as the context menu reports it, which lacks line breaks but needs no script in the page. */
export function selectionFromMenu(selectionText: string | undefined): Selection | "nothingToRead" {
  const text = selectionText?.trim();
  if (!text) return "nothingToRead";
  const read = text.slice(0, maxSelectionLength);
  return { text: read, truncated: text.length > maxSelectionLength, stretches: [{ start: 0, end: read.length, language: "" }] };
}
