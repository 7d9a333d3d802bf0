/** A part of the text that was looked for, and where it is, unit by unit. All are offsets in UTF-16 units. */
export interface FoundPart {
  /** Where the part begins in what was looked for. */
  from: number;
  start: number;
  /** Exclusive. */
  end: number;
}

/** What surrounded the text where it was, and about where it is expected. */
export interface Surroundings {
  before: string;
  after: string;
  near: number;
  /** So many letters of the surroundings must be the same. */
  leastCommon?: number;
}

/** The letters and digits of a text, which are the same wherever it is shown, and the offset of each. */
interface Letters {
  text: string;
  at: Uint32Array;
}

/** Finds texts in one text. */
export interface TextFinder {
  /**
   * Finds `wanted`, where white space and punctuation may differ. The text may also have something in between that was left out of `wanted`:
   * then each part is given. Of several matches it takes the one with the most of its surroundings, then the nearest to where it is
   * expected. Empty if it is not there.
   */
  find(wanted: string, surroundings: Surroundings): FoundPart[];
}

/** A part in letters instead of units. */
interface Part {
  from: number;
  start: number;
  length: number;
}

/** So many matches are compared, the nearest ones. A text that occurs more often is rather a single word than a sentence. */
const maxMatches = 200;

/** What was left out in one place is not longer, in letters. */
const maxGap = 300;

/** So many letters tell that the text goes on behind what was left out. */
const certain = 6;

/** If the longer one is not there, something else was left out soon after. */
const continuations = [certain, 3];

/** The beginning of a text in which something was left out: if the longer one is not there, something is in between already. */
const beginnings = [10, 3, 1];

/** Reads `text` once, so that many texts can be found in it. */
export function createTextFinder(text: string): TextFinder {
  const letters = lettersOf(text);
  return {
    find(wanted, { before, after, near, leastCommon = 0 }) {
      const sought = lettersOf(wanted);
      if (sought.text === "") return [];
      const around = { before: reversed(lettersOf(before).text), after: lettersOf(after).text };
      let best: { parts: Part[]; common: number; distance: number } | undefined;
      for (const parts of matches(letters.text, sought.text, indexNear(letters.at, near))) {
        const [first, last] = [parts[0], parts.at(-1)];
        if (!first || !last) continue;
        const end = last.start + last.length;
        const common =
          commonLength(around.before, reversed(letters.text.slice(Math.max(0, first.start - around.before.length - maxGap), first.start))) +
          commonLength(around.after, letters.text.slice(end, end + around.after.length + maxGap));
        if (common < leastCommon) continue;
        const distance = Math.abs((letters.at[first.start] ?? 0) - near);
        if (!best || common > best.common || (common === best.common && distance < best.distance)) best = { parts, common, distance };
      }
      const texts = { wanted, sought, text, letters };
      return (best?.parts ?? []).flatMap((part) => even(part, texts)).map((part) => inUnits(part, texts));
    },
  };
}

function lettersOf(text: string): Letters {
  const at = new Uint32Array(text.length);
  const runs: string[] = [];
  let length = 0;
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    runs.push(run);
    for (let i = 0; i < run.length; i += 1) at[length + i] = index + i;
    length += run.length;
  }
  return { text: runs.join(""), at: at.subarray(0, length) };
}

/** The index of the first letter that is not before an offset. */
function indexNear(at: Uint32Array, offset: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The matches as a whole. If there is none, those with something in between. */
function* matches(text: string, sought: string, near: number): Generator<Part[]> {
  let isWhole = false;
  for (const start of occurrences(text, sought, near)) {
    isWhole = true;
    yield [{ from: 0, start, length: sought.length }];
  }
  if (isWhole) return;
  for (const length of beginnings) {
    if (length >= sought.length) continue;
    let isFound = false;
    for (const start of occurrences(text, sought.slice(0, length), near)) {
      const parts = partsFrom(text, sought, start);
      if (!parts) continue;
      isFound = true;
      yield parts;
    }
    if (isFound) return;
  }
}

/** Where a text occurs, in both directions from `near`. */
function* occurrences(text: string, sought: string, near: number): Generator<number> {
  let next = text.indexOf(sought, near);
  let previous = near > 0 ? text.lastIndexOf(sought, near - 1) : -1;
  for (let count = 0; count < maxMatches && (next >= 0 || previous >= 0); count += 1) {
    if (previous < 0 || (next >= 0 && next - near <= near - previous)) {
      yield next;
      next = text.indexOf(sought, next + 1);
    } else {
      yield previous;
      previous = previous > 0 ? text.lastIndexOf(sought, previous - 1) : -1;
    }
  }
}

/** The parts of a text that begins at `start`. Undefined if it does not go on to its end. */
function partsFrom(text: string, sought: string, start: number): Part[] | undefined {
  const parts: Part[] = [];
  for (let [from, at] = [0, start]; ;) {
    let length = 0;
    while (from + length < sought.length && sought[from + length] === text[at + length]) length += 1;
    parts.push({ from, start: at, length });
    from += length;
    at += length;
    if (from === sought.length) return parts;
    const rest = text.slice(at, at + maxGap + certain);
    const gap = continuations.map((letters) => rest.indexOf(sought.slice(from, from + letters))).find((index) => index >= 0);
    if (gap === undefined) return undefined;
    at += gap;
  }
}

/** How many letters two texts have in common from their beginnings, where each may have something that was left out of the other. */
function commonLength(a: string, b: string): number {
  let common = 0;
  for (let [i, j] = [0, 0]; ;) {
    while (i < a.length && a[i] === b[j]) {
      i += 1;
      j += 1;
      common += 1;
    }
    if (i + certain > a.length || j + certain > b.length) return common;
    const [inA, inB] = [a.indexOf(b.slice(j, j + certain), i), b.indexOf(a.slice(i, i + certain), j)];
    if (inA < 0 && inB < 0) return common;
    if (inA < 0 || (inB >= 0 && inB - j <= inA - i)) j = inB;
    else i = inA;
  }
}

const reversed = (text: string): string => text.split("").toReversed().join("");

interface Texts {
  wanted: string;
  sought: Letters;
  text: string;
  letters: Letters;
}

/** Splits a part where the number of signs and spaces between two letters differs. */
function even({ from, start, length }: Part, { sought, letters }: Texts): Part[] {
  const shiftAt = (index: number): number => (letters.at[start + index] ?? 0) - (sought.at[from + index] ?? 0);
  const parts: Part[] = [];
  for (let first = 0, next = 1; first < length; next += 1) {
    if (next < length && shiftAt(next) === shiftAt(first)) continue;
    parts.push({ from: from + first, start: start + first, length: next - first });
    first = next;
  }
  return parts;
}

/** With the signs and spaces before and behind it, as far as they are the same. */
function inUnits({ from, start, length }: Part, { wanted, sought, text, letters }: Texts): FoundPart {
  const last = from + length - 1;
  const found = { from: sought.at[from] ?? 0, start: letters.at[start] ?? 0, end: (letters.at[start + length - 1] ?? 0) + 1 };
  const first = from > 0 ? (sought.at[from - 1] ?? 0) + 1 : 0;
  while (found.from > first && found.start > 0 && wanted[found.from - 1] === text[found.start - 1]) {
    found.from -= 1;
    found.start -= 1;
  }
  const end = sought.at[last + 1] ?? wanted.length;
  for (let at = (sought.at[last] ?? 0) + 1; at < end && found.end < text.length && wanted[at] === text[found.end]; at += 1) found.end += 1;
  return found;
}
