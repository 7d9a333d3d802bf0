import browser from "webextension-polyfill";
import { requestPage } from "../shared/messaging.ts";
import { maxSelectionLength } from "../shared/protocol.ts";
import type { FrameSelection, Selection } from "../shared/selection.ts";
import { patiently } from "./patiently.ts";
import { refusalOf, type Refusal } from "./refused-page.ts";

/**
 * The result of reading a selection. `secret` means that the focus is in a field for a secret; a refusal means that the browser allows no
 * script there.
 */
export type SelectionResult = FoundSelection | "nothingToRead" | "secret" | Refusal;

/** Where to read: a tab, the address of its page if the browser reports it, and the frame of the gesture if it is known. */
export interface SelectionPlace {
  tabId: number | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
}

/** Text that was read, and the frame that it is from. */
export interface FoundSelection extends Selection {
  frameId: number;
  /** True if it is the text of a page, and not what is selected in it. */
  isPage: boolean;
  /** The offset into the text at which reading begins, if it is not the beginning. */
  startAt?: number;
}

/** Reads the selection in a tab: in the frame of the gesture if it is known, else in the focused frame, else in any frame that has one. */
export async function readSelection({ tabId, url, frameId }: SelectionPlace): Promise<SelectionResult> {
  if (tabId === undefined || tabId < 0) return "pageRefused";
  const { frames, refusal } = await askFrames(frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] });
  const [first] = frames;
  if (!first) return frameId ? "frameRefused" : refusalOf(url, refusal);
  const focused = frameId === undefined ? focusedOf(frames) : first;
  // The focus is in a frame that allows no script. A selection elsewhere is not what the user meant.
  if (typeof focused === "string") return focused;
  if (focused.isSecret) return "secret";
  const found = focused.selection ? focused : frames.find(({ selection }) => selection);
  return found?.selection ? { ...found.selection, frameId: found.frameId, isPage: false } : "nothingToRead";
}

type FrameAnswer = FrameSelection & Pick<FoundSelection, "frameId">;

/**
 * The answers of the frames that allow a script, or of the extension's own page, which allows none but answers requests. If nothing
 * answers, `refusal` is the browser's error message.
 */
async function askFrames(target: browser.Scripting.InjectionTarget): Promise<{ frames: FrameAnswer[]; refusal?: string }> {
  try {
    return { frames: await patiently(() => askOnce(target)) };
  } catch (thrown) {
    return { frames: [], refusal: String(thrown) };
  }
}

async function askOnce(target: browser.Scripting.InjectionTarget): Promise<FrameAnswer[]> {
  try {
    const injected = await browser.scripting.executeScript({ target, files: ["read-selection.js"] });
    // The result of the script's last expression for each frame; null if a frame was removed before the script ran.
    return injected.flatMap(({ result, frameId }) => (result ? [{ ...(result as FrameSelection), frameId }] : []));
  } catch (thrown) {
    const own = await requestPage(target.tabId, "getSelection").catch(() => undefined);
    if (!own) throw thrown;
    return [{ ...own, frameId: 0 }];
  }
}

/** The frame that has the focus (or would have it if the window had), or the reason why it did not answer. */
function focusedOf(frames: FrameAnswer[]): FrameAnswer | Refusal {
  const path: number[] = [];
  for (;;) {
    const place = path.join();
    const frame = frames.find((candidate) => candidate.path.join() === place);
    if (!frame) return path.at(-1) === -1 ? "documentViewer" : "frameRefused";
    if (frame.activeFrame === null) return frame;
    path.push(frame.activeFrame);
  }
}

/** The selection as the context menu reports it. It has no line breaks, but needs no script in the page. */
export function selectionFromMenu(selectionText: string | undefined): Selection | "nothingToRead" {
  const text = selectionText?.trim();
  if (!text) return "nothingToRead";
  const read = text.slice(0, maxSelectionLength);
  return { mapId: null, text: read, truncated: text.length > maxSelectionLength, ranges: [{ start: 0, end: read.length, language: "" }] };
}
