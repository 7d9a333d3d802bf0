import { noteMark } from "../../src/shared/note-marks.ts";
import type { LeftOut } from "../../src/shared/settings.ts";

/** The parts of a text that are read: without the marks of citations and footnotes, if they are left out. */
export function spokenParts(text: string, leftOut: Pick<LeftOut, "citations">): [start: number, end: number][] {
  const parts: [start: number, end: number][] = [];
  let at = 0;
  for (const { 0: mark, index } of leftOut.citations ? text.matchAll(noteMark) : []) {
    if (index > at) parts.push([at, index]);
    at = index + mark.length;
  }
  if (at < text.length) parts.push([at, text.length]);
  return parts;
}
