/** @file What the reader and the scripts in it tell each other about the document that is shown, by attributes of its element. */

/** An element with this attribute shows a document, and nothing else of the page is read. Its value is made by `markRead`. */
export const readMark = "data-read-aloud";

/** A document has this attribute as long as parts of it are still to come. */
export const stillOpeningMark = "data-still-opening";

/** A document from a private window has this attribute: nothing of it is stored. */
export const privateMark = "data-private";

/** The queue may ask for a text while an earlier one is read. */
const maxTexts = 8;

/** Adds a text of the document to the mark: its id, and where in the whole text it begins, in UTF-16 units. */
export function markRead(shown: Element, textId: string, start: number): void {
  const marks = [...marksOf(shown), start === 0 ? textId : `${textId}@${start}`];
  shown.setAttribute(readMark, marks.slice(-maxTexts).join(" "));
}

/** Where a text begins in the whole text of the document. Null if it is another text, such as that of a selection. */
export function startOfRead(shown: Element, textId: string): number | null {
  const found = marksOf(shown).find((mark) => mark === textId || mark.startsWith(`${textId}@`));
  return found === undefined ? null : Number(found.split("@")[1] ?? 0);
}

const marksOf = (shown: Element): string[] => (shown.getAttribute(readMark) ?? "").split(" ").filter((mark) => mark !== "");
