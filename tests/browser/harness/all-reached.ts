import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";

/** Teaches the page `spokenNameOf`: what is told of a control, and enough besides to tell it from the others. */
export const teachNames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const spokenNameOf = (element: Element | null): string => {
      if (!(element instanceof HTMLElement) || element === document.body) return "";
      const name = element.ariaLabel || element.id || element.innerText;
      return [element.localName, name, ...(element instanceof HTMLInputElement ? [element.name, element.value] : [])].join(" ");
    };
    Object.assign(globalThis, { spokenNameOf });
  });

interface Taught {
  spokenNameOf(element: Element | null): string;
}

/** What has the focus, or nothing. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as Taught).spokenNameOf(document.activeElement));

/** Presses Tab until the focus comes round, and returns all that it was on. */
async function walk(page: Page): Promise<string[]> {
  await page.bringToFront();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const seen: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at === "" || seen.includes(at)) return seen;
    seen.push(at);
  }
}

/** All that a person who sees can press or type in; of a radio group, the one that Tab stops at. */
const reachable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const stops = [...document.querySelectorAll<HTMLElement>("a[href], button, input, textarea, select, summary, [tabindex='0']")].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 && !element.matches(":disabled"),
    );
    const isStop = (element: HTMLElement) => !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked);
    return stops.filter(isStop).map((element) => (globalThis as unknown as Taught).spokenNameOf(element));
  });

/** Tab comes to everything, in the order in which it stands in the page, and to nothing else. */
export async function assertAllReached(page: Page, state: string): Promise<void> {
  const expected = await reachable(page);
  assert.ok(expected.length > 1, state);
  assert.deepEqual(await walk(page), expected, state);
}
