import { nextBeat } from "./tone-code.ts";
import type { ToneSymbol } from "./tone-symbol.ts";

/**
 * A difference between a recording and what the voice computed: `length` (a symbol is clipped or stretched), `order` (symbols are missing, doubled or
 * swapped), `gap` (silence inside a sentence), `interrupted` (silence inside a symbol, for example after a pause), `voice` (the voice or speaker
 * changes inside a sentence), `unread` (a sound is not a symbol).
 */
export interface ToneFlaw {
  kind: "length" | "order" | "gap" | "interrupted" | "voice" | "unread";
  atSeconds: number;
  message: string;
}

/** The error of measurement of a symbol's length, in seconds. A border is measured up to two frames of 1 ms away from where it is. */
const lengthToleranceSeconds = 0.0025;

/** Lists the flaws of a recording, in order of time. */
export function findFlaws(
  symbols: ToneSymbol[],
  gapsSeconds: number[],
  symbolSeconds: number,
  unread: { startSeconds: number; endSeconds: number }[],
): ToneFlaw[] {
  const flaws = symbols.flatMap((symbol, index) => flawsOf(symbol, symbols[index - 1], gapsSeconds[index - 1] ?? 0, symbolSeconds));
  for (const { startSeconds, endSeconds } of unread) {
    // What is left of a symbol beside an interruption may be too short to be read.
    if (endSeconds - startSeconds < lengthToleranceSeconds) continue;
    flaws.push({ kind: "unread", atSeconds: startSeconds, message: `${inMs(endSeconds - startSeconds)} of sound is no symbol` });
  }
  return flaws.sort((a, b) => a.atSeconds - b.atSeconds);
}

function flawsOf(symbol: ToneSymbol, before: ToneSymbol | undefined, gapSeconds: number, symbolSeconds: number): ToneFlaw[] {
  const { id, beat, startSeconds: atSeconds } = symbol;
  const flaws: ToneFlaw[] = [];
  const add = (kind: ToneFlaw["kind"], message: string) => flaws.push({ kind, atSeconds, message: `symbol ${id} ${message}` });

  if (Math.abs(symbol.durationSeconds - symbolSeconds) > lengthToleranceSeconds) {
    add("length", `lasts ${inMs(symbol.durationSeconds)} instead of ${inMs(symbolSeconds)}`);
  }
  if (symbol.interruptedSeconds > 0) add("interrupted", `is interrupted for ${inMs(symbol.interruptedSeconds)}`);
  if (beat === 0) return flaws;

  const expected = before && nextBeat(before.beat);
  if (beat !== expected) add("order", `has beat ${beat} where ${expected ?? 0} was due`);
  if (gapSeconds > 0) add("gap", `follows ${inMs(gapSeconds)} of silence inside a sentence`);
  if (before && (before.voiceTag !== symbol.voiceTag || before.speaker !== symbol.speaker)) {
    add("voice", `is spoken by another voice than the one before it`);
  }
  return flaws;
}

function inMs(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
