import { createHeardPlaceClock } from "../src/shared/heard-place.ts";
import { heardWord } from "../src/shared/heard-word.ts";
import type { HeardSentence, Narration } from "../src/shared/protocol.ts";
import { make } from "../ui/dom.ts";
import { setText } from "../src/shared/set-text.ts";

/** A text in which the word being heard is marked. */
export interface HeardText {
  /** Shows a text in which nothing is heard. */
  showPlain(text: string): void;
  /** Shows the sentence being heard. The mark moves on by itself. */
  follow(narration: Narration): void;
}

/** Makes `element` show the text. Its size does not depend on the text: a longer one scrolls along, line by line. */
export function createHeardText(element: HTMLElement): HeardText {
  const before = make("span");
  const mark = make("mark");
  const after = make("span");
  element.replaceChildren(before, mark, after);
  let next: HeardSentence | null = null;
  let shown = "";

  const show = (text: string, start: number, end: number): void => {
    setText(before, text.slice(0, start));
    setText(mark, text.slice(start, end));
    setText(after, text.slice(end));
    if (shown !== text) element.scrollTo({ top: 0, behavior: "instant" });
    shown = text;
  };
  const clock = createHeardPlaceClock((place) => {
    const sentence = place?.sentence ?? next;
    if (!sentence) return;
    const { start, end } = heardWord({ sentence, word: place?.word });
    show(sentence.text, start, end);
    if (end > start) showLine(element, mark);
  });

  return {
    showPlain(text) {
      clock.pause();
      show(text, 0, 0);
    },
    follow(narration) {
      next = narration.sentence;
      clock.update(narration);
    },
  };
}

/** If the line of the mark is not visible, makes it the first. */
function showLine(text: HTMLElement, mark: HTMLElement): void {
  const { offsetTop, offsetHeight } = mark;
  if (offsetTop < text.scrollTop || offsetTop + offsetHeight > text.scrollTop + text.clientHeight) text.scrollTo({ top: offsetTop });
}
