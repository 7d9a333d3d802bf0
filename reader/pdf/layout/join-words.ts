/** How two lines of one paragraph become one text. */
export interface Joint {
  readonly between: "" | " ";
  /** How many UTF-16 units of the first text's end are left out. */
  readonly dropped: 0 | 1;
}

const asItIs: Joint = { between: "", dropped: 0 };
const withSpace: Joint = { between: " ", dropped: 0 };
const withoutHyphen: Joint = { between: "", dropped: 1 };

/** Scripts that are written without spaces between words. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}、。，．：；！？「」『』（）《》〈〉]/u;

/** First parts of compounds that are written with a hyphen. */
const hyphenated = new Set(
  "self non well all cross half high low long short mid ex quasi one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety peut celui celle est a y vis demi".split(
    " ",
  ),
);
/** After a hyphen, what stays a word of its own: "Haupt- und Nebensatz", "pre- and post-war". */
const conjunction = /^(?:und|oder|bzw|sowie|and|or|to|et|ou|y|e|o|en|of|och|og)\b/u;
/** After a hyphen, what French and others write with one: "dit-il", "a-t-on", "celui-ci". */
const hyphenatedEnding =
  /^(?:t-)?(?:il|elle|ils|elles|on|je|tu|nous|vous|ce|ci|là|moi|toi|lui|le|la|les|en|même|mêmes|like|based|related|free|to-)(?![\p{L}\p{M}])/u;

/** Second parts that hardly any word ends with, and first parts with which some do. */
const compoundEnding =
  /^(?:based|driven|oriented|friendly|shaped|sized|coloured|colored|drawn|handed|looking|minded|style|shaped|written|made)(?![\p{L}\p{M}])/u;
const notOfCompounds = /^(?:with|over|un|in|re|mis|fore|out|under|pre|on|for|deb|a|un|life)$/iu;

/**
 * How two lines are joined. A hyphen at the end of the first is left out where it only shows that the word goes on; it stays where the word
 * has it anywhere. `words` are words of the document in small letters, as they stand within lines.
 */
export function jointOf(before: string, after: string, words: ReadonlySet<string>): Joint {
  const last = before.at(-1) ?? "";
  const [next = ""] = after;
  if (last === "" || next === "" || /\s/u.test(last)) return asItIs;
  if (last === "\u00ad") return withoutHyphen;
  if (spaceless.test(last) && spaceless.test(next)) return asItIs;
  if (!/[-\u2010\u2011]/u.test(last))
    return /[\u2013\u2014/]/u.test(last) && /[\p{L}\p{N}]\S?$/u.test(before.slice(-2)) ? asItIs : withSpace;
  const first = /[\p{L}\p{M}\p{N}'’-]+$/u.exec(before.slice(0, -1))?.[0] ?? "";
  const second = /^[\p{L}\p{M}'’]+/u.exec(after)?.[0] ?? "";
  if (first === "") return withSpace;
  if (conjunction.test(after)) return withSpace;
  if (second === "" || last === "\u2011" || !/^\p{Ll}/u.test(second)) return /^[\p{L}\p{N}]/u.test(after) ? asItIs : withSpace;
  if (/\p{N}$/u.test(first)) return asItIs;
  const [joined, compound] = [(first + second).toLowerCase(), `${first}-${second}`.toLowerCase()];
  if (words.has(joined)) return withoutHyphen;
  if (words.has(compound)) return asItIs;
  const [start, hasHyphen] = [first.toLowerCase().split("-").at(-1) ?? "", first.includes("-")];
  if (hasHyphen) return words.has(start) && !words.has(start + second.toLowerCase()) ? asItIs : withoutHyphen;
  const isCompound =
    hyphenated.has(start) ||
    (compoundEnding.test(after) && !notOfCompounds.test(start)) ||
    (hyphenatedEnding.test(after) && words.has(start));
  return isCompound ? asItIs : withoutHyphen;
}

/** The words within a line, in small letters: not its first and last, which may be parts. */
export function wordsWithin(line: string): string[] {
  return (line.toLowerCase().match(/[\p{L}\p{M}'’]+(?:-[\p{L}\p{M}'’]+)*/gu) ?? []).slice(1, -1);
}
