/** An element with all that was in the body of a page. The page has it no longer. */
export function contentOf(page: Document): HTMLElement {
  const content = page.createElement("div");
  // One by one: a call has room for so many arguments only.
  for (const node of Array.from(page.querySelector("body")?.childNodes ?? [])) content.append(node);
  return content;
}
