import type { LanguageRange } from "../../shared/selection.ts";
import { scriptOf, type Script } from "./scripts.ts";

/** Letters of one script under one declared language, without other letters between them, and the characters attached to them. */
export interface Run {
  start: number;
  end: number;
  /** `Hani` also for kana; those are counted in `kana`. */
  script: Script;
  declared: string;
  letters: number;
  kana: number;
  words: number;
  /** True if it begins inside a word: directly after a letter. */
  continuesWord: boolean;
}

/** A sentence or a line, as far as it can be recognised without knowing its language. */
export interface Sentence {
  start: number;
  end: number;
  runs: Run[];
  /** The language declared at its beginning, and at its end. */
  declared: string;
  declaredAtEnd: string;
  /** True if a blank line or the end of the text follows. */
  endsParagraph: boolean;
}

const stops = new Set(".!?…");
/** Full stops that need no space after them. */
const fullStops = new Set("。！？।॥؟۔։።။");
const closers = new Set("\"'”’»)]}」』）】》›");
const lineBreaks = new Set("\n\v\f\u0085\u2028\u2029");
const blank = /\s/;
const mark = /\p{M}/u;

/** Yields the sentences of `text`. They cover it without gaps. Linear time. */
export function* readSentences(text: string, ranges: readonly LanguageRange[]): Generator<Sentence, void, undefined> {
  const beginning = (start: number, declared: string): Sentence => ({
    start,
    end: start,
    runs: [],
    declared,
    declaredAtEnd: declared,
    endsParagraph: true,
  });
  let sentence = beginning(0, ranges[0]?.language ?? "");
  let run: Run | undefined;
  let rangeIndex = 0;
  // What came before: a full stop (with closing quotation marks), a space after it, line breaks, a letter, a space.
  let stopped: "no" | "beforeBlank" | "anywhere" = "no";
  let breaks = 0;
  let afterLetter = false;
  let afterBlank = false;

  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const end = at + (code > 0xffff ? 2 : 1);
    const character = text.slice(at, end);

    if (code <= 0x20 || (code > 0x7f && (code === 0x85 || blank.test(character)))) {
      if (lineBreaks.has(character) || (code === 0x0d && text.charAt(end) !== "\n")) breaks += 1;
      afterLetter = false;
      afterBlank = true;
      at = end;
      continue;
    }

    while (rangeIndex + 1 < ranges.length && (ranges[rangeIndex]?.end ?? 0) <= at) rangeIndex += 1;
    const declared = ranges[rangeIndex]?.language ?? "";
    if (breaks > 0 || (stopped === "beforeBlank" && afterBlank) || (stopped === "anywhere" && !closers.has(character))) {
      yield { ...sentence, end: at, endsParagraph: breaks > 1 };
      sentence = beginning(at, declared);
      run = undefined;
      stopped = "no";
      afterLetter = false;
    }
    sentence.declaredAtEnd = declared;

    const script = scriptOf(code);
    if (script) {
      const family = script === "Jpan" ? "Hani" : script;
      if (run?.script !== family || run.declared !== declared) {
        run = {
          start: at,
          end,
          script: family,
          declared,
          letters: 0,
          kana: 0,
          words: 0,
          continuesWord: afterLetter && family !== "Hani" && run?.script !== "Hani",
        };
        sentence.runs.push(run);
      }
      run.letters += 1;
      if (script === "Jpan") run.kana += 1;
      if (!afterLetter) run.words += 1;
      stopped = "no";
    } else if (fullStops.has(character)) stopped = "anywhere";
    else if (stops.has(character)) stopped = "beforeBlank";
    else if (!closers.has(character)) stopped = "no";
    // Marks, digits and punctuation belong to the letters before them.
    if (run && (script || !afterBlank)) run.end = end;
    afterLetter = script !== undefined || (afterLetter && code >= 0x300 && mark.test(character));
    afterBlank = false;
    breaks = 0;
    at = end;
  }
  if (sentence.start < text.length) yield { ...sentence, end: text.length };
}
