/**
 * A part of a text, made safe to speak. Unit `i` of `text` came from `starts[i]` to `ends[i]` (exclusive) of the original. `next` is where
 * the rest begins.
 */
export interface SpeakableRange {
  text: string;
  starts: number[];
  ends: number[];
  next: number;
}

const maxMarksKept = 4;
const maxMarksRead = 8;

const dropped = /[\p{Cf}\p{Co}\p{Cs}\p{Me}\p{Noncharacter_Code_Point}\p{Variation_Selector}\ufffd]/u;
const blank = /[\s\p{Cc}]/u;
const mark = /\p{M}/u;
const tooManyMarks = new RegExp(`([\\p{M}\\u200c\\u200d]{${maxMarksKept}})[\\p{M}\\u200c\\u200d]+`, "gu");
const startsReadable = /^[\p{L}\p{N}]/u;
const emoji = /^\p{Extended_Pictographic}$/u;
const emojiPart = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;
const joiner = /[\u200c\u200d]$/;
const joiningScript =
  /^[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;
const hangul = /\p{Script=Hangul}$/u;
const halfWidthKana = /[\uff66-\uff9d]$/;

/**
 * The hyphen and line break that a program inserted into a word. It does not match a hyphen that stands for a missing part of a word
 * ("Haupt- und Nebensatz").
 */
const hyphenation =
  /[-\u2010\u00ad][^\S\n\r]*(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])[^\S\n\r]*(?!(?:und|oder|bzw|bis|and|or|to|et|ou|y|o|e|en|of|och|og|i)(?![\p{L}\p{M}]))(?=\p{Ll})/uy;
const letterOrMark = /[\p{L}\p{M}]$/u;

/** If a word is hyphenated at a line's end and the hyphen is at `at`, returns where the word continues. */
export function hyphenationEnd(text: string, at: number): number | undefined {
  const before = text.slice(Math.max(0, at - 2), at);
  if (!letterOrMark.test(before)) return undefined;
  hyphenation.lastIndex = at;
  return hyphenation.test(text) ? hyphenation.lastIndex : undefined;
}

/**
 * Compatibility forms of letters that no phonemizer reads: ligatures, presentation forms, circled, full-width, half-width and mathematical
 * letters.
 */
const compatibilityForm =
  /^[\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2138\u213c-\u213f\u2145-\u2149\u2160-\u217f\u2460-\u2473\u24b6-\u24ea\ufb00-\ufdfb\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9d\u{1d400}-\u{1d7ff}\u{1f130}-\u{1f149}]/u;

/**
 * Reads `text` from `from` until `to`, or until at least `size` units are made. Never stops between a letter and its marks. The time is
 * linear in the units read.
 */
export function speakableRange(text: string, from: number, to: number, size: number): SpeakableRange {
  const starts: number[] = [];
  const ends: number[] = [];
  let output = "";
  let cluster = "";
  let clusterStart = from;
  let clusterEnd = from;
  let attached = 0;

  const flush = (): void => {
    const normal = attached === 0 && cluster < "\x7f" ? cluster : normalise(cluster);
    for (let unit = 0; unit < normal.length; unit += 1) {
      starts.push(clusterStart);
      ends.push(clusterEnd);
    }
    output += normal;
    cluster = "";
  };

  let at = from;
  while (at < to && output.length < size) {
    const code = text.codePointAt(at) ?? 0;
    const character = String.fromCodePoint(code);
    const end = at + character.length;
    const continuesAt = code === 0x2d || code === 0x2010 || code === 0xad ? hyphenationEnd(text, at) : undefined;
    if (continuesAt !== undefined && continuesAt < to) {
      at = continuesAt;
      continue;
    }
    const role = code > 0x20 && code < 0x7f ? "base" : roleOf(character, code, cluster);
    if (role === "blank") {
      flush();
      if (output !== "" && !output.endsWith(" ")) {
        output += " ";
        starts.push(at);
        ends.push(end);
      }
    } else if (role === "base" || (role === "letter" && attached === maxMarksRead)) {
      flush();
      cluster = character;
      clusterStart = at;
      clusterEnd = end;
      attached = 0;
    } else if (role !== "dropped" && attached < maxMarksRead) {
      cluster += character;
      clusterEnd = end;
      attached += 1;
    }
    at = end;
  }
  const complete = at >= to && output.length < size;
  if (complete) flush();
  return { text: output, starts, ends, next: complete || cluster === "" ? at : clusterStart };
}

/** How a character relates to the `cluster` before it. A "letter" or a "mark" belongs to the cluster, and a letter must never be lost. */
function roleOf(character: string, code: number, cluster: string): "base" | "blank" | "dropped" | "mark" | "letter" {
  if (code === 0x200c || code === 0x200d) {
    const kept = joiningScript.test(cluster) ? !joiner.test(cluster) : code === 0x200d && emojiPart.test(cluster);
    return kept ? "mark" : "dropped";
  }
  if (code === 0xfe0f && emoji.test(cluster)) return "mark";
  if (dropped.test(character)) return "dropped";
  if (blank.test(character)) return "blank";
  if (mark.test(character)) return cluster === "" ? "dropped" : "mark";
  const jamo = (code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7fb);
  if (jamo && hangul.test(cluster)) return "letter";
  if ((code === 0xff9e || code === 0xff9f) && halfWidthKana.test(cluster)) return "letter";
  return "base";
}

function normalise(cluster: string): string {
  const compatible = compatibilityForm.test(cluster) ? cluster.normalize("NFKC") : "";
  const normal = startsReadable.test(compatible) ? compatible : cluster.normalize("NFC");
  return normal.replace(tooManyMarks, "$1");
}
