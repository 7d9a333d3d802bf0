import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "puppeteer-core";
import { waitFor } from "../wait-for.ts";

const execute = promisify(execFile);

/** A place in a page's viewport, in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Runs xdotool: a person's hand and fingers on the desktop. */
export async function xdotool(...args: readonly string[]): Promise<string> {
  return (await execute("xdotool", args)).stdout.trim();
}

const windowUnderPointer = async (): Promise<string> => /WINDOW=(\d+)/.exec(await xdotool("getmouselocation", "--shell"))?.[1] ?? "";

/** Gives the page the keyboard, as a person would, and resolves when it has it; only one browser may be open. */
export async function focusPage(page: Page): Promise<void> {
  await page.bringToFront();
  let looks = 0;
  const look = async (): Promise<boolean> => {
    if (await page.evaluate(() => document.hasFocus())) return true;
    looks += 1;
    if (looks > 1) {
      // A new Firefox may have no keyboard at all, and then has it in its address bar, which F6 leaves for the page.
      await xdotool("search", "--onlyvisible", "--class", ".", "windowactivate");
      await xdotool("key", "F6");
    }
    return false;
  };
  await waitFor("the page to get the keyboard", look, { everyMs: 300 });
}

/** Where a place in the viewport is on the screen: browsers draw their bars above the page and equal borders around it. */
export async function onScreen(page: Page, place: Place): Promise<Place> {
  return page.evaluate(({ x, y }) => {
    const border = (outerWidth - innerWidth) / 2;
    // Only Firefox has these; the DOM types do not know them.
    const { mozInnerScreenX, mozInnerScreenY } = window as { mozInnerScreenX?: number; mozInnerScreenY?: number };
    const left = mozInnerScreenX ?? screenX + border;
    const top = mozInnerScreenY ?? screenY + outerHeight - innerHeight - border;
    return { x: Math.round(left + x), y: Math.round(top + y) };
  }, place);
}

/** The middle of the first line of what is selected in the page, or of the focused field whose text is selected. */
export async function placeOfSelection(page: Page): Promise<Place> {
  return page.evaluate(() => {
    const selection = getSelection();
    const field = document.activeElement;
    const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    const box = isField || !selection?.rangeCount ? field?.getBoundingClientRect() : selection.getRangeAt(0).getClientRects()[0];
    if (box === undefined) throw new Error("Nothing is selected");
    return { x: box.left + Math.min(box.width / 2, 40), y: box.top + Math.min(box.height / 2, 12) };
  });
}

/**
 * Right-clicks at a place of the page with the real mouse and chooses from the menu that opens by pressing `keys` (xdotool names), one
 * after the other; resolves when the menu has closed.
 */
export async function chooseFromMenu(page: Page, place: Place, keys: readonly string[]): Promise<void> {
  await focusPage(page);
  const { x, y } = await onScreen(page, place);
  // Firefox opens its menu a pixel away from the pointer, so look for it a little further on.
  const lookAt = [String(x + 7), String(y + 7)] as const;
  await xdotool("mousemove", ...lookAt);
  const before = await windowUnderPointer();
  await xdotool("mousemove", String(x), String(y), "click", "3", "mousemove", ...lookAt);
  await waitFor("the context menu to open", async () => (await windowUnderPointer()) !== before);
  for (const key of keys) await xdotool("key", key);
  await waitFor("the context menu to close", async () => (await windowUnderPointer()) === before);
}

/** Presses keys together on the real keyboard while the page has the focus, for example "alt+shift+s". */
export async function pressShortcut(page: Page, keys: string): Promise<void> {
  await focusPage(page);
  await xdotool("key", keys);
}
