/** Where a text is in another one. `end` is exclusive. */
export interface FoundText {
  start: number;
  end: number;
}

/** What surrounded the text where it was, and about where it is expected. */
export interface Surroundings {
  before: string;
  after: string;
  near: number;
}

/** A text that occurs more often is rather a single word than a sentence. */
const maxMatches = 200;

const special = /[\\^$.*+?()[\]{}|/-]/g;

/**
 * Finds `wanted` in `text`, where white space may differ. Of several matches it takes the one with the most of its surroundings, then the
 * nearest to where it is expected.
 */
export function findText(text: string, wanted: string, { before, after, near }: Surroundings): FoundText | undefined {
  const words = wanted.trim().split(/\s+/);
  if (words[0] === undefined || words[0] === "") return undefined;
  const pattern = new RegExp(words.map((word) => word.replace(special, String.raw`\$&`)).join(String.raw`\s+`), "g");
  let best: (FoundText & { common: number; distance: number }) | undefined;
  let matches = 0;
  for (const { 0: match, index: start } of text.matchAll(pattern)) {
    const end = start + match.length;
    const common =
      commonEnd(before, text.slice(Math.max(0, start - before.length - 20), start)) +
      commonStart(after, text.slice(end, end + after.length + 20));
    const distance = Math.abs(start - near);
    if (!best || common > best.common || (common === best.common && distance < best.distance)) best = { start, end, common, distance };
    matches += 1;
    if (matches === maxMatches) break;
  }
  return best && { start: best.start, end: best.end };
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, "");

function commonStart(a: string, b: string): number {
  const [first, second] = [withoutSpace(a), withoutSpace(b)];
  let length = 0;
  while (length < first.length && first[length] === second[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  const [first, second] = [withoutSpace(a), withoutSpace(b)];
  let length = 0;
  while (length < first.length && first.at(-1 - length) === second.at(-1 - length)) length += 1;
  return length;
}
