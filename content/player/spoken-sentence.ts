import { createHeardPlaceClock } from "../../src/shared/heard-place.ts";
import { heardWord } from "../../src/shared/heard-word.ts";
import type { FollowState, HeardSentence } from "../../src/shared/protocol.ts";
import { make } from "./page-document.ts";
import { setText } from "../../src/shared/set-text.ts";

/** The sentence being heard, with the word being heard marked. */
export interface SpokenSentence {
  element: HTMLElement;
  show(narration: FollowState["narration"]): void;
  stop(): void;
}

/** Creates the text. The word moves on by itself. */
export function createSpokenSentence(signal: AbortSignal): SpokenSentence {
  const before = make("span");
  const mark = make("mark");
  const after = make("span");
  const element = make("p", { className: "sentence", dir: "auto" }, before, mark, after);
  let next: HeardSentence | null = null;
  const clock = createHeardPlaceClock((place) => {
    const sentence = place?.sentence ?? next;
    if (!sentence) return;
    const { start, end } = heardWord({ sentence, word: place?.word });
    setText(before, sentence.text.slice(0, start));
    setText(mark, sentence.text.slice(start, end));
    setText(after, sentence.text.slice(end));
    showLineOf(element, mark);
  });
  signal.addEventListener("abort", clock.stop);

  return {
    element,
    show(narration) {
      next = narration.sentence;
      element.lang = narration.language ?? "";
      clock.update(narration);
    },
    stop: clock.pause,
  };
}

/** Scrolls the text so that the line of the mark is its first, or its second where there is a line before. */
function showLineOf(text: HTMLElement, mark: HTMLElement): void {
  const lineHeight = mark.offsetHeight;
  if (mark.offsetTop < text.scrollTop || mark.offsetTop + lineHeight > text.scrollTop + text.clientHeight) {
    text.scrollTop = mark.offsetTop;
  }
}
