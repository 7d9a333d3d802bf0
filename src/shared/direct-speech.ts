/** A part of a text; `end` is exclusive. */
interface Part {
  start: number;
  end: number;
}

/** A longer text between quotation marks is hardly one quote. In UTF-16 units. */
const maxLength = 4_000;

/** The marks that can open a quote, with those that close it. In „German“, “English” and ”Swedish” the same mark has different parts. */
const closers: Readonly<Record<string, string>> = {
  "“": "”",
  "„": "“”",
  "‟": "”",
  "”": "”",
  "«": "»",
  "»": "«",
  "‹": "›",
  '"': '"',
  "「": "」",
  "『": "』",
  // The same sign is an apostrophe, so it closes only behind the end of a clause.
  "‘": "’",
};

/** These also close quotes, so they open one only before a word and not behind one. */
const closesToo = new Set('”»"');
const opener = /[“„‟”«»‹"「『‘]/g;
const word = /[\p{L}\p{N}]+/gu;
const ideographic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The parts of a text that quote what somebody says, with their quotation marks, in order and apart: whole clauses, and no single words or
 * names. A mark without its partner in the same paragraph means nothing. Linear time.
 */
export function directSpeech(text: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  while (from < text.length) {
    const blank = text.indexOf("\n\n", from);
    const end = blank < 0 ? text.length : blank;
    speechIn(text, from, end, found);
    from = end + 2;
  }
  return found;
}

function speechIn(text: string, from: number, end: number, found: Part[]): void {
  const paragraph = text.slice(from, end);
  const straight = paragraph.split('"').length - 1;
  /** Where each mark closes next, so that no part is searched twice. */
  const next = new Map<string, number>();
  const closeOf = (mark: string, after: number): number => {
    const known = next.get(mark);
    if (known !== undefined && known >= after) return known;
    let at = after;
    while (at < paragraph.length && !closesAt(paragraph, mark, at)) at++;
    next.set(mark, at);
    return at;
  };
  opener.lastIndex = 0;
  for (let mark = opener.exec(paragraph); mark; mark = opener.exec(paragraph)) {
    const sign = mark[0];
    const start = mark.index;
    // Inches and an unbalanced mark would turn the rest around.
    if ((sign === '"' && straight % 2 === 1) || !opensAt(paragraph, sign, start)) continue;
    const close = closeOf(sign, start + 1);
    if (close >= paragraph.length || close - start > maxLength) continue;
    // Another quote begins before it ends, so this mark has no partner.
    const again = paragraph.indexOf(sign, start + 1);
    if (again >= 0 && again < close && (sign === '"' || opensAt(paragraph, sign, again))) continue;
    if (isSpeech(paragraph, start, close)) found.push({ start: from + start, end: from + close + 1 });
    opener.lastIndex = close + 1;
  }
}

function opensAt(text: string, sign: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (sign === "‘" || sign === '"') return !/[\p{L}\p{N}]/u.test(before) && /^[\p{L}\p{N}¿¡“‘…—-]/u.test(text.slice(at + 1, at + 3));
  return !closesToo.has(sign) || (/^(?:|[\s(—–-])$/.test(before) && /^[\p{L}\p{N}¿¡]/u.test(text.slice(at + 1, at + 3)));
}

function closesAt(text: string, opening: string, at: number): boolean {
  const sign = text.charAt(at);
  if (!closers[opening]?.includes(sign)) return false;
  if (opening === "‘") return /[.,;:!?…—–-]/.test(text.charAt(at - 1));
  return opening !== '"' || !/^[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3));
}

/** True if what is between two marks is a clause that somebody says, by how it ends and what is around it. */
function isSpeech(text: string, start: number, close: number): boolean {
  const inside = text.slice(start + 1, close).trim();
  const words = ideographic.test(inside) ? inside.length / 2 : (inside.match(word)?.length ?? 0);
  const before = text.slice(Math.max(0, start - 3), start).trimEnd();
  const after = text.slice(close + 1, close + 3);
  const isSentence = /[.!?…。！？]$/.test(inside);
  const isEnded = isSentence || /[,—–-]$/.test(inside);
  const isIntroduced = /[,:—–，：]$/.test(before);
  const startsSentence = before === "" || /[.!?…。！？”»“"’」\n]$/.test(before);
  const isFollowed = /^[,，]/.test(after);
  const isCapital = /^[¿¡…—-]*\s*(?:\p{Lu}|\p{Lo}|\p{N})/u.test(inside);
  if (words < 1) return false;
  // "No," he said. "Stop!"
  if (words < 3) return isCapital && (isEnded || isFollowed) && (startsSentence || isIntroduced);
  if (isEnded) return (isSentence && isCapital) || isIntroduced || startsSentence || words >= 6;
  return (isFollowed && (startsSentence || isIntroduced)) || (isIntroduced && (isCapital || words >= 4));
}
