/** Text written without spaces: words, addresses, code. Scripts that use no spaces are not included. */
const token = /[\x21-\x7e\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}]+/gu;
const opening = /^["'([{<]+/;
const closing = new Set("\"')]}>.,;:!?");

const address = /:\/\/|^www\.|@/i;
const code = /[=&_\\{}#$|`~^<>]|\p{L}[[(]|::|[?!]\./u;
const number = /^[+-]?\p{N}.*\p{N}%?$/u;
/** "1 234 567" */
const spacedNumber = /(?<![\p{N}.,])\p{N}{1,3}(?: \p{N}{3})+(?!\p{N})/gu;

/**
 * Returns a function that says whether a split at a position would divide an address, code or a number. The time is linear in the length of
 * the text.
 */
export function wholeTokens(text: string): (at: number) => boolean {
  const inside = new Uint8Array(text.length + 1);
  for (const found of text.matchAll(token)) {
    const start = found.index + (opening.exec(found[0])?.[0].length ?? 0);
    let end = found.index + found[0].length;
    while (end > start && closing.has(text.charAt(end - 1))) end -= 1;
    const core = text.slice(start, end);
    if (address.test(core) || code.test(core) || number.test(core)) inside.fill(1, start + 1, end);
  }
  for (const {
    index,
    0: { length },
  } of text.matchAll(spacedNumber))
    inside.fill(1, index + 1, index + length);
  return (at) => inside[at] === 1;
}

/** True if a word looks like a piece of a program. */
export function looksLikeCode(word: string): boolean {
  return code.test(word);
}
