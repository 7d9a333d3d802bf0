/** A part of a shown text, in UTF-16 units, and when it begins to be heard. */
interface Mark {
  start: number;
  end: number;
  seconds: number;
}

/** A text in which the part that is heard is marked. */
export interface FollowedText {
  /** Shows another text, of which nothing is marked. */
  show(text: string): void;
  /** Says when a part is heard; parts come in order of time, and of two at the same time the later counts. */
  mark(start: number, end: number, seconds: number): void;
  /** Marks what is heard after so many seconds; nothing where it is undefined. */
  follow(heardSeconds: number | undefined): void;
}

/** Lets `element` show a text and mark in it what is heard. */
export function followedText(element: HTMLElement): FollowedText {
  let text = "";
  let marks: Mark[] = [];
  let shown: Mark | undefined;

  const render = (): void => {
    if (!shown) return element.replaceChildren(text);
    const heard = document.createElement("mark");
    heard.textContent = text.slice(shown.start, shown.end);
    element.replaceChildren(text.slice(0, shown.start), heard, text.slice(shown.end));
  };

  return {
    show(next) {
      text = next;
      marks = [];
      shown = undefined;
      render();
    },
    mark(start, end, seconds) {
      marks.push({ start, end, seconds });
    },
    follow(heardSeconds) {
      const heard = heardSeconds === undefined ? undefined : marks.findLast(({ seconds }) => seconds <= heardSeconds);
      if (heard === shown) return;
      shown = heard;
      render();
    },
  };
}
