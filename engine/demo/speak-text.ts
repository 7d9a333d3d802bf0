import type { FollowedText } from "./followed-text.ts";
import type { DemoVoice } from "./loaded-voice.ts";
import type { Playback } from "./player.ts";
import { sentencesOf } from "./sentences.ts";

/** Where what is heard is shown. */
export interface Shown {
  text: FollowedText;
  phonemes: FollowedText;
}

/** Speaks `text` sentence by sentence into `playback` and marks in `shown` what is heard when; resolves when all has been made and given. Rejects as `speak` does. */
export async function speakText(
  { voice, symbols }: DemoVoice,
  text: string,
  speakerId: number,
  playback: Playback,
  shown: Shown,
  signal: AbortSignal,
): Promise<void> {
  shown.text.show(text);
  shown.phonemes.show("");
  for (const sentence of sentencesOf(text)) {
    const begin = playback.addedSeconds();
    let gap = begin > 0 ? " " : "";
    shown.text.mark(sentence.start, sentence.start + sentence.text.trimEnd().length, begin);
    for await (const chunk of voice.speak(sentence.text, { speakerId, signal })) {
      for (const timing of chunk.timings) {
        const seconds = begin + timing.startSeconds;
        if (timing.kind === "word") shown.text.mark(sentence.start + timing.start, sentence.start + timing.end, seconds);
        else if (symbols.has(timing.phonemeId)) {
          shown.phonemes.append(gap + (symbols.get(timing.phonemeId) ?? ""), seconds);
          gap = "";
        }
      }
      await playback.add(chunk);
    }
    if (signal.aborted) return;
  }
}
