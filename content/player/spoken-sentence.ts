import { positionAt, timeOf, wordAt } from "../../src/shared/clock.ts";
import type { FollowState } from "../../src/shared/protocol.ts";
import { make, setText } from "./page-document.ts";
import { repeatWhileVisible } from "./repeat-while-visible.ts";

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
  let narration: FollowState["narration"] | null = null;

  /** Marks the word. Returns when the next one begins, in milliseconds. */
  const draw = (): number => {
    const { sentence, clock } = narration ?? {};
    if (!sentence) return Infinity;
    const now = Date.now();
    const word = clock ? wordAt(sentence.words, positionAt(clock, now)) : undefined;
    // The offsets are those of the utterance's text. A sentence that was changed to be spoken may have others.
    const isUnchanged = sentence.text.length === sentence.end - sentence.start;
    const [start, end] = word && isUnchanged ? [word.start - sentence.start, word.end - sentence.start] : [0, 0];
    setText(before, sentence.text.slice(0, start));
    setText(mark, sentence.text.slice(start, end));
    setText(after, sentence.text.slice(end));
    showLineOf(element, mark);
    const next = sentence.words.find(({ startSeconds }) => startSeconds > (word?.startSeconds ?? -Infinity));
    return next && clock ? Math.max(1, timeOf(next.startSeconds, clock) - now) : Infinity;
  };
  const drawing = repeatWhileVisible(draw, signal);

  return {
    element,
    show(next) {
      narration = next;
      element.lang = next.language ?? "";
      drawing.restart();
    },
    stop: drawing.stop,
  };
}

/** Scrolls the text so that the line of the mark is its first, or its second where there is a line before. */
function showLineOf(text: HTMLElement, mark: HTMLElement): void {
  const lineHeight = mark.offsetHeight;
  if (mark.offsetTop < text.scrollTop || mark.offsetTop + lineHeight > text.scrollTop + text.clientHeight) {
    text.scrollTop = mark.offsetTop;
  }
}
