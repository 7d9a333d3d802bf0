/** The maximum length of the beginning that is shown, and how much of the text is read for it, in UTF-16 units. */
const maxLength = 120;
const maxUnitsRead = 1_200;

/** The beginning of a text on one line. It is shortened between words if possible, with an ellipsis if the text continues. */
export function firstWords(text: string): string {
  const start = text.slice(0, maxUnitsRead);
  const line = start.trim().replace(/\s+/g, " ");
  const isLonger = text.length > maxUnitsRead || line.length > maxLength;
  if (!isLonger) return line;
  const cut = line.slice(0, maxLength - 1);
  const words = cut.replace(/ [^ ]*$/, "") || cut;
  // Drops half of a surrogate pair at the end.
  return `${words.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
