import type { Page } from "puppeteer-core";

/** Selects elements of a page, from the beginning of the first to the end of the last, and resolves to the text as the page itself has it. */
export function select(page: Page, first: string, last = first): Promise<string> {
  return page.evaluate(
    (from, to) => {
      const start = document.querySelector(from);
      const end = document.querySelector(to);
      if (!start || !end) throw new Error(`${from} or ${to} is missing`);
      start.scrollIntoView({ block: "center" });
      getSelection()?.setBaseAndExtent(start, 0, end, end.childNodes.length);
      return getSelection()?.toString() ?? "";
    },
    first,
    last,
  );
}

/** Selects all that is in an element or in a field, as a page's own script would, also where a page gives the DOM's names to its elements. */
export function selectAllIn(page: Page, id: string): Promise<void> {
  return page.evaluate((wanted) => {
    const element = Document.prototype.getElementById.call(document, wanted);
    if (!element) throw new Error(`#${wanted} is missing`);
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      element.focus();
      element.select();
    } else window.getSelection()?.selectAllChildren(element);
  }, id);
}
