/** Longer texts in brackets are read, because their brackets are hardly a pair. In UTF-16 units. */
const maxLength = 1_000;

const opening = "([（";
const closing = ")]）";

/**
 * The round brackets in a text with what they contain and the spaces before them, in order and apart. Brackets that have no partner in their
 * paragraph stay, and so do those of words such as "word(s)". Linear time.
 */
export function bracketed(text: string): [start: number, end: number][] {
  const found: [start: number, end: number][] = [];
  /** The brackets that are open. */
  let open: { kind: number; at: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n" && text.charAt(at + 1) === "\n") open = [];
    const kind = opening.indexOf(character);
    // ":(" is a face.
    if (kind >= 0 && !/[:;=]-?$/.test(text.slice(Math.max(0, at - 2), at))) open.push({ kind, at });
    const closes = closing.indexOf(character);
    if (closes < 0) continue;
    const last = open.pop();
    if (!last) continue;
    if (last.kind !== closes) open = [];
    else if (character !== "]" && isAside(text, last.at, at + 1)) {
      while ((found.at(-1)?.[0] ?? -1) >= last.at) found.pop();
      found.push([withSpaces(text, last.at), at + 1]);
    }
  }
  return found;
}

/** True if brackets stand between words, and are not a part of one, such as "word(s)", f(x) or the number of an item: "1)", "(a)". */
function isAside(text: string, start: number, end: number): boolean {
  if (end - start > maxLength) return false;
  if (text.charAt(start) !== "(") return true;
  const isInWord = /[\p{L}\p{N}_]/u.test(text.charAt(start - 1));
  const isItem = end - start <= 4 && (start === 0 || text.charAt(start - 1) === "\n");
  return !isInWord && !isItem && !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
}

function withSpaces(text: string, start: number): number {
  let at = start;
  while (at > 0 && /[ \t\u00A0]/.test(text.charAt(at - 1))) at--;
  return at;
}
