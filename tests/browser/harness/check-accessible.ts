import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "puppeteer-core";

/** Runs every rule of the checker on the page, light and dark, and on a narrow window as of 200 % zoom. */
export async function checkAccessible(page: Page, state: string): Promise<void> {
  await page.bringToFront();
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      // Colours are compared when they have arrived.
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ""})`));
    });
    assert.deepEqual(faults, [], `${state}, ${scheme}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, `${state}: nothing is wider than the window`);
  }
}
