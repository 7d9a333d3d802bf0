import type { LeftOut } from "../../src/shared/settings.ts";

/** Marks of citations in the text itself, with the space before them: [12], [3, 4], [a], [citation needed]. */
const citation = /[ \t\n\u00a0]*\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[a-z]|note \d{1,3}|citation needed)\]/g;

const address = /\b(?:https?:\/\/|www\.)(?:www\.)?([^\s/?#<>"“”]+)[^\s<>"“”]*/gi;

/** An address with more units than this is long. */
const longAddress = 40;

const sentenceEnd = /[.,;:!?)\]]+$/;

/** The parts of a text that are spoken: without citations, and of long addresses only the host. */
export function spokenParts(text: string, leftOut: Pick<LeftOut, "citations" | "longAddresses">): [start: number, end: number][] {
  const gaps: [start: number, end: number][] = [];
  if (leftOut.citations && text.includes("["))
    for (const { 0: mark, index } of text.matchAll(citation)) gaps.push([index, index + mark.length]);
  if (leftOut.longAddresses) {
    for (const { 0: found, 1: host = "", index } of text.matchAll(address)) {
      // What ends the sentence is not part of the address.
      const whole = found.replace(sentenceEnd, "");
      const hostAt = index + found.indexOf(host);
      if (whole.length > longAddress) gaps.push([index, hostAt], [hostAt + host.length, index + whole.length]);
    }
  }
  gaps.sort(([a], [b]) => a - b);
  const parts: [start: number, end: number][] = [];
  let at = 0;
  for (const [start, end] of gaps) {
    if (start > at) parts.push([at, start]);
    at = Math.max(at, end);
  }
  if (at < text.length) parts.push([at, text.length]);
  return parts;
}
