import browser from "webextension-polyfill";
import { requestPage } from "../shared/messaging.ts";
import { maxSelectionLength } from "../shared/protocol.ts";
import type { FrameSelection, Selection } from "../shared/selection.ts";
import { refusalOf, type Refusal } from "./refused-page.ts";

/** What became of looking for a selection: `secret` in a field for one, a refusal where the browser lets no script in. */
export type SelectionResult = Selection | "nothingToRead" | "secret" | Refusal;

/** Where to look: a tab, as far as the browser tells it the address of its page, and the frame of the gesture if it is known. */
export interface SelectionPlace {
  tabId: number | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
}

/** Reads the selection in a tab: in the frame of the gesture if it is known, else in the focused frame, else in any that has one. */
export async function readSelection({ tabId, url, frameId }: SelectionPlace): Promise<SelectionResult> {
  if (tabId === undefined || tabId < 0) return "pageRefused";
  const { frames, refusal } = await askFrames(frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] });
  const [first] = frames;
  if (!first) return frameId ? "frameRefused" : refusalOf(url, refusal);
  const focused = frameId === undefined ? focusedOf(frames) : first;
  // The person is in a frame that lets no script in: what is selected elsewhere is not what was meant.
  if (typeof focused === "string") return focused;
  if (focused.isSecret) return "secret";
  return focused.selection ?? frames.find(({ selection }) => selection)?.selection ?? "nothingToRead";
}

/** A menu click or a key is sometimes told to us some milliseconds before the right to look into the page that it grants. */
const retryDelaysMs = [20, 40, 80];

/**
 * What the frames answer that let a script in, or the extension's own page, which lets none in but can be asked; where nothing answers,
 * `refusal` is what the browser says of it.
 */
async function askFrames(target: browser.Scripting.InjectionTarget): Promise<{ frames: FrameSelection[]; refusal?: string }> {
  for (const delayMs of [...retryDelaysMs, null]) {
    try {
      const injected = await browser.scripting.executeScript({ target, files: ["read-selection.js"] });
      // What its last expression gives, frame by frame; null where a frame was gone before it ran.
      return { frames: injected.flatMap(({ result }) => (result ? [result as FrameSelection] : [])) };
    } catch (thrown) {
      const own = await requestPage(target.tabId, "getSelection").catch(() => undefined);
      if (own) return { frames: [own] };
      if (delayMs === null) return { frames: [], refusal: String(thrown) };
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  return { frames: [] };
}

/** The frame that has the focus, or would have it if the window had, or why it did not answer. */
function focusedOf(frames: FrameSelection[]): FrameSelection | Refusal {
  const path: number[] = [];
  for (;;) {
    const place = path.join();
    const frame = frames.find((candidate) => candidate.path.join() === place);
    if (!frame) return path.at(-1) === -1 ? "documentViewer" : "frameRefused";
    if (frame.activeFrame === null) return frame;
    path.push(frame.activeFrame);
  }
}

/** The selection as the context menu reports it, which lacks line breaks but needs no script in the page. */
export function selectionFromMenu(selectionText: string | undefined): Selection | "nothingToRead" {
  const text = selectionText?.trim();
  if (!text) return "nothingToRead";
  const read = text.slice(0, maxSelectionLength);
  return { text: read, truncated: text.length > maxSelectionLength, ranges: [{ start: 0, end: read.length, language: "" }] };
}
