/** The length of the text in an element, without the notes beside it, in UTF-16 units. */
export function lengthOfText(element: Element): number {
  const notes = Array.from(element.querySelectorAll("aside"), (note) => note.textContent?.length ?? 0);
  return (element.textContent?.length ?? 0) - notes.reduce((sum, length) => sum + length, 0);
}
