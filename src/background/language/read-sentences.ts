import type { LanguageRange } from "../../shared/selection.ts";
import { scriptOf, type Script } from "./scripts.ts";

/** Letters of one script under one declared language, with no other letter between them, and what clings to them. */
export interface Run {
  start: number;
  end: number;
  /** `Hani` also for kana, which are counted. */
  script: Script;
  declared: string;
  letters: number;
  kana: number;
  words: number;
  /** Whether it begins inside a word: right after a letter that belongs to it. */
  clings: boolean;
}

/** A sentence or a line, as far as can be told without knowing its language. */
export interface Sentence {
  start: number;
  end: number;
  runs: Run[];
  /** The declared language of its beginning. */
  declared: string;
  /** Whether a blank line follows, or nothing. */
  endsParagraph: boolean;
}

const stops = new Set(".!?…");
/** Stops that need no space after them. */
const fullStops = new Set("。！？।॥؟۔։።။");
const closers = new Set("\"'”’»)]}」』）】》›");
const lineBreaks = new Set("\n\v\f\u0085\u2028\u2029");
const blank = /\s/;
const mark = /\p{M}/u;

/** The sentences of `text`, which follow one another without a gap and cover it. Linear. */
export function* readSentences(text: string, ranges: readonly LanguageRange[]): Generator<Sentence, void, undefined> {
  const beginning = (start: number, declared: string): Sentence => ({ start, end: start, runs: [], declared, endsParagraph: true });
  let sentence = beginning(0, ranges[0]?.language ?? "");
  let run: Run | undefined;
  let rangeIndex = 0;
  // What came last: a stop with what closes a quotation, a blank after it, line breaks, a letter, a blank.
  let stopped: "no" | "beforeBlank" | "anywhere" = "no";
  let breaks = 0;
  let afterLetter = false;
  let afterBlank = false;

  for (let at = 0; at < text.length; ) {
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

    const script = scriptOf(code);
    if (script) {
      const family = script === "Jpan" ? "Hani" : script;
      if (run?.script !== family || run.declared !== declared) {
        run = { start: at, end, script: family, declared, letters: 0, kana: 0, words: 0, clings: afterLetter && family !== "Hani" && run?.script !== "Hani" };
        sentence.runs.push(run);
      }
      run.letters += 1;
      if (script === "Jpan") run.kana += 1;
      if (!afterLetter) run.words += 1;
      stopped = "no";
    } else if (fullStops.has(character)) stopped = "anywhere";
    else if (stops.has(character)) stopped = "beforeBlank";
    else if (!closers.has(character)) stopped = "no";
    // Marks, digits and punctuation go with the letters before them.
    if (run && (script || !afterBlank)) run.end = end;
    afterLetter = script !== undefined || (afterLetter && code >= 0x300 && mark.test(character));
    afterBlank = false;
    breaks = 0;
    at = end;
  }
  if (sentence.start < text.length) yield { ...sentence, end: text.length };
}
