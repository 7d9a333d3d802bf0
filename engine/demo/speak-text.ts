import type { FollowedText } from "./followed-text.ts";
import type { DemoVoice } from "./loaded-voice.ts";
import type { Playback } from "./player.ts";
import { sentencesOf } from "./sentences.ts";

/** Speaks `text` sentence by sentence into `playback` and marks in `shown` what is heard when; resolves when all has been made and given. Rejects as `speak` does. */
export async function speakText(
  { voice }: DemoVoice,
  text: string,
  speakerId: number,
  playback: Playback,
  shown: FollowedText,
  signal: AbortSignal,
): Promise<void> {
  shown.show(text);
  for (const sentence of sentencesOf(text)) {
    const begin = playback.addedSeconds();
    shown.mark(sentence.start, sentence.start + sentence.text.trimEnd().length, begin);
    for await (const chunk of voice.speak(sentence.text, { speakerId, signal })) {
      for (const { start, end, startSeconds } of chunk.words)
        shown.mark(sentence.start + start, sentence.start + end, begin + startSeconds);
      await playback.add(chunk);
    }
    if (signal.aborted) return;
  }
}
