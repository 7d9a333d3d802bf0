import { formatCueTime } from "./format-cue-time.ts";
import type { Layout } from "./lay-out.ts";

/** The captions of a file as WebVTT: a cue for each sentence, with the time at which each of its words begins, at a rate of speech. */
export function* captionsOf({ sentences, sampleRate }: Layout, rate: number): Generator<string> {
  yield "WEBVTT\n";
  for (const { start, soundLength, spoken, words } of sentences) {
    const at = (seconds: number): string => formatCueTime((start / sampleRate + seconds) / rate);
    let text = "";
    let end = 0;
    for (const word of words) {
      text += escape(spoken.slice(end, word.start));
      // A cue may have only times that lie inside it.
      if (word.startSeconds > 0) text += `<${at(word.startSeconds)}>`;
      text += `<c>${escape(spoken.slice(word.start, word.end))}</c>`;
      ({ end } = word);
    }
    text += escape(spoken.slice(end));
    // An empty line would end the cue.
    yield `\n${at(0)} --> ${at(soundLength / sampleRate)}\n${text.replace(/\s*\n\s*/g, " ")}\n`;
  }
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
