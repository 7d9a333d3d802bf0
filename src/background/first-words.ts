/** Longest beginning of a text that is shown, and how much of the text is looked at for it, in UTF-16 units. */
const mostLength = 120;
const mostLooked = 1_200;

/** The beginning of a text on one line, cut between words where it can be, with an ellipsis if the text goes on. */
export function firstWords(text: string): string {
  const looked = text.slice(0, mostLooked);
  const line = looked.trim().replace(/\s+/g, " ");
  const goesOn = text.length > mostLooked || line.length > mostLength;
  if (!goesOn) return line;
  const cut = line.slice(0, mostLength - 1);
  const words = cut.replace(/ [^ ]*$/, "") || cut;
  // Half a character at the end is not shown.
  return `${words.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
