/** A part of a text: UTF-16 offsets, `end` is exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

type Kind = "word" | "symbol" | "emoji";

/** A word that is being put together; `tail` is the kind of its last segment. */
interface Piece extends TextRange {
  tail: Kind;
}

/** Languages to which espeak gives another name than BCP 47. */
const otherNames: Readonly<Record<string, string>> = { cmn: "zh", yue: "zh", hak: "zh" };

/**
 * Creates a function that splits a text into the words that a person sees, in order. What is read as one stays one: "km/h", "1,234.56", "$5", "Dr.",
 * "it's". Scripts without spaces are split by the browser's dictionaries. Symbols and emoji that touch no word are words of their own, because some
 * are spoken. `espeakVoice` is the name of an eSpeak NG voice, which gives the language.
 */
export function createWordSplitter(espeakVoice: string): (text: string) => TextRange[] {
  const segmenter = new Intl.Segmenter(languageOf(espeakVoice), { granularity: "word" });
  return (text) => {
    const pieces: Piece[] = [];
    for (const { segment, index, isWordLike } of segmenter.segment(text)) {
      const tail = kindOf(segment, isWordLike === true);
      if (tail === undefined) continue;
      const last = pieces.at(-1);
      const end = index + segment.length;
      if (last && isOneWord(last, text.slice(last.end, index), { segment, tail }, text)) Object.assign(last, { end, tail });
      else pieces.push({ start: isNegative(text, index) ? index - 1 : index, end, tail });
    }
    return pieces.map((piece, index) => ({
      start: piece.start,
      end: piece.end + (isAbbreviation(piece, text, index === pieces.length - 1) ? 1 : 0),
    }));
  };
}

function languageOf(espeakVoice: string): string | undefined {
  const [name = ""] = /^[a-z]{2,3}(?![a-z])/.exec(espeakVoice) ?? [];
  return Intl.Segmenter.supportedLocalesOf(name === "" ? [] : [otherNames[name] ?? name])[0];
}

function kindOf(segment: string, isWordLike: boolean): Kind | undefined {
  if (isWordLike) return "word";
  if (/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(segment)) return "emoji";
  return /[\p{S}\p{No}%‰&@#*/\\§]/u.test(segment) ? "symbol" : undefined;
}

/** Whether what follows `last` belongs to the same word. `between` is the text between the two. */
function isOneWord(last: Piece, between: string, next: { segment: string; tail: Kind }, text: string): boolean {
  if (between.length > 1 || last.tail === "emoji" || next.tail === "emoji") return false;
  // The segmenter splits letters only where a word ends.
  if (between === "") return last.tail === "symbol" || next.tail === "symbol";
  const ends = text.slice(last.end - 1, last.end) + next.segment.slice(0, 1);
  if (/[.'’_]/.test(between)) return true;
  // "COVID-19" and "10:30", but not "well-known".
  if (/[:‐‑–-]/.test(between)) return !/^\p{L}{2}$/u.test(ends);
  // "1 234" with a space that does not break.
  return /[\u00a0\u202f]/.test(between) && /^\d\d$/.test(ends);
}

function isNegative(text: string, index: number): boolean {
  return /^\s?-\d$/.test(text.slice(Math.max(0, index - 2), index + 1));
}

/** Whether the full stop after a word belongs to it. At the end of the text it does only in the manner of "p.m.". */
function isAbbreviation({ start, end, tail }: Piece, text: string, isLast: boolean): boolean {
  if (tail !== "word" || !/^\.(?:$|[\s,;:)\]»”’"])/.test(text.slice(end, end + 2))) return false;
  return !isLast || /\.\p{L}$/u.test(text.slice(start, end));
}
