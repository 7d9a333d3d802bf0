import { UserFacingError } from "../src/shared/errors.ts";
import { firstWords } from "../src/shared/first-words.ts";
import { maxSelectionLength, type QueuedText, type Utterance } from "../src/shared/protocol.ts";

/** The texts that wait to be read, in their order. They are in memory only. */
export interface ReadingQueue {
  /** Adds a text to the end, unless it is already there. Returns how many there are. Throws `queueFull`. */
  add(utterance: Utterance): number;
  remove(utteranceId: string): void;
  /** Moves a text to `index`, or as far as there are texts. */
  move(utteranceId: string, index: number): void;
  /** Takes the first text out of the queue. Undefined if there is none. */
  takeNext(): Utterance | undefined;
  clear(): void;
  /** The texts in their order. */
  list(): readonly Utterance[];
  /** Changes each text in its place, for example how it is said. `change` must keep the id and the text. */
  update(change: (utterance: Utterance) => Utterance): void;
}

const maxTexts = 100;
/** Of all texts together, in UTF-16 units: about 45 hours of speech, and 10 MB. */
const maxLength = 5 * maxSelectionLength;

/** Creates an empty queue. `onChange` is called with what watchers may know after each change of it. */
export function createQueue(onChange: (queue: QueuedText[]) => void): ReadingQueue {
  let texts: Utterance[] = [];

  const replace = (changed: Utterance[]): void => {
    texts = changed;
    onChange(texts.map(queuedText));
  };

  const without = (utteranceId: string): Utterance[] => texts.filter((text) => text.utteranceId !== utteranceId);

  return {
    add(utterance) {
      if (texts.some(({ utteranceId }) => utteranceId === utterance.utteranceId)) return texts.length;
      const length = texts.reduce((sum, { text }) => sum + text.length, utterance.text.length);
      if (texts.length >= maxTexts || length > maxLength) throw new UserFacingError("queueFull", `${texts.length} texts, ${length} units`);
      replace([...texts, utterance]);
      return texts.length;
    },
    remove(utteranceId) {
      const left = without(utteranceId);
      if (left.length < texts.length) replace(left);
    },
    move(utteranceId, index) {
      const moved = texts.find((text) => text.utteranceId === utteranceId);
      if (!moved) return;
      replace(without(utteranceId).toSpliced(Math.max(0, index), 0, moved));
    },
    takeNext() {
      const [next, ...left] = texts;
      if (next) replace(left);
      return next;
    },
    clear() {
      if (texts.length > 0) replace([]);
    },
    list: () => texts,
    update: (change) => void (texts = texts.map(change)),
  };
}

function queuedText({ utteranceId, source, text, passages, isPrivate }: Utterance): QueuedText {
  const { title, site } = source;
  return { utteranceId, title, site, start: firstWords(text), language: passages[0]?.language ?? "", isPrivate };
}
